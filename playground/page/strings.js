// Every sentence of the page, in the languages of the people who use it.

const EN = {
  playground: "Playground",
  local: "A local Telegram for trying things out. Nothing leaves this computer.",
  youAre: "You are", chats: "Chats", addPerson: "Add a person", name: "Name", language: "Language", add: "Add",
  theme: "Light or dark", back: "Back to the chats", menu: "Menu", bot: "bot", botAway: "bot, not running", group: "group", supergroup: "supergroup",
  members: (n) => `${n} members`,
  start: "Start", noMessages: "No messages yet", whatCan: "What can this bot do?",
  startHint: "Press Start, or drop a file here.",
  write: "Message", writeCaption: "Add a caption", attach: "Attach files", commands: "Commands", sendIt: "Send",
  sendAs: "Send as", dropHere: "Drop files to send them", sending: (p) => `Sending ${p} %`, cancel: "Cancel",
  document: "File", photo: "Photo", video: "Video", audio: "Audio", voice: "Voice message", video_note: "Round video",
  animation: "Animation", sticker: "Sticker",
  reply: "Reply", edit: "Edit", copy: "Copy text", save: "Save file", remove: "Delete", before: "Earlier versions",
  replyTo: (who) => `Reply to ${who}`, editing: "Edit message", edited: "edited", gone: "Deleted message",
  you: "You", open: "Open", react: "React", copied: "Copied",
  block: "Block the bot", unblock: "Unblock the bot", blocked: "You have blocked this bot.",
  clear: "Clear this chat", clearAsk: "Forget all messages of this chat?",
  kick: "Remove the bot", takeBack: "Add the bot again", promote: "Make the bot an administrator",
  demote: "Make the bot a plain member", migrate: "Upgrade to a supergroup", migrated: "This group is now a supergroup.",
  people: "Members", statuses: { member: "member", administrator: "administrator", left: "not in the group", creator: "owner" }, leave: "Leave the group",
  addTopic: "Add a topic", deleteTopic: "Delete this topic", deleteTopicAsk: "Delete this topic with all its messages?",
  privacyOff: "Let the bot see all messages", privacyOn: "Let the bot see only what is addressed to it",
  joined: (who) => `${who} joined the group`, left: (who) => `${who} left the group`, topicAdded: (name) => `Topic “${name}”`,
  goThere: "Go to the new chat", becameSuper: "This group became a supergroup", wasGroup: "This supergroup was a group before",
  general: "General", newMessages: "To the newest message", earlier: "Show earlier messages", lost: "Connecting…",
  flood: (s) => `Telegram would now make the bot wait: 429, ${s} s`, ok: "OK", close: "Close", today: "Today", yesterday: "Yesterday",
  noBotYet: "No bot is connected yet. It answers as soon as one is running.",
  actions: {
    typing: "is typing…", upload_photo: "is sending a photo…", upload_video: "is sending a video…", record_video: "is recording a video…",
    upload_document: "is sending a file…", upload_voice: "is sending a voice message…", record_voice: "is recording a voice message…",
    upload_audio: "is sending audio…", record_audio: "is recording audio…", upload_video_note: "is sending a round video…",
    record_video_note: "is recording a round video…", choose_sticker: "is choosing a sticker…", find_location: "is looking for a place…",
  },
};

const RU = {
  playground: "Песочница",
  local: "Местный Telegram для проб. Ничего не уходит с этого компьютера.",
  youAre: "Кто вы", chats: "Чаты", addPerson: "Добавить человека", name: "Имя", language: "Язык", add: "Добавить",
  theme: "Светлая или тёмная", back: "Назад к чатам", menu: "Меню", bot: "бот", botAway: "бот, не запущен", group: "группа", supergroup: "супергруппа",
  members: (n) => `${n} ${plural(n, "участник", "участника", "участников")}`,
  start: "Начать", noMessages: "Сообщений пока нет", whatCan: "Что умеет этот бот?",
  startHint: "Нажмите «Начать» или перетащите сюда файл.",
  write: "Сообщение", writeCaption: "Подпись", attach: "Прикрепить файлы", commands: "Команды", sendIt: "Отправить",
  sendAs: "Отправить как", dropHere: "Отпустите файлы, чтобы отправить", sending: (p) => `Отправка ${p} %`, cancel: "Отмена",
  document: "Файл", photo: "Фото", video: "Видео", audio: "Аудио", voice: "Голосовое", video_note: "Кружок",
  animation: "Анимация", sticker: "Стикер",
  reply: "Ответить", edit: "Изменить", copy: "Копировать текст", save: "Сохранить файл", remove: "Удалить", before: "Прежние версии",
  replyTo: (who) => `Ответ: ${who}`, editing: "Изменение сообщения", edited: "изменено", gone: "Удалённое сообщение",
  you: "Вы", open: "Открыть", react: "Реакция", copied: "Скопировано",
  block: "Заблокировать бота", unblock: "Разблокировать бота", blocked: "Вы заблокировали этого бота.",
  clear: "Очистить чат", clearAsk: "Забыть все сообщения этого чата?",
  kick: "Удалить бота", takeBack: "Вернуть бота", promote: "Сделать бота администратором",
  demote: "Сделать бота участником", migrate: "Преобразовать в супергруппу", migrated: "Эта группа стала супергруппой.",
  people: "Участники", statuses: { member: "участник", administrator: "администратор", left: "не в группе", creator: "владелец" }, leave: "Покинуть группу",
  addTopic: "Добавить тему", deleteTopic: "Удалить эту тему", deleteTopicAsk: "Удалить эту тему со всеми сообщениями?",
  privacyOff: "Показывать боту все сообщения", privacyOn: "Показывать боту только адресованное ему",
  joined: (who) => `${who}: теперь в группе`, left: (who) => `${who}: больше не в группе`, topicAdded: (name) => `Тема «${name}»`,
  goThere: "Перейти в новый чат", becameSuper: "Группа стала супергруппой", wasGroup: "Раньше это была группа",
  general: "Общее", newMessages: "К последнему сообщению", earlier: "Показать более ранние", lost: "Соединение…",
  flood: (s) => `Telegram заставил бы бота ждать: 429, ${s} с`, ok: "ОК", close: "Закрыть", today: "Сегодня", yesterday: "Вчера",
  noBotYet: "Бот ещё не подключён. Он ответит, как только запустится.",
  actions: {
    typing: "печатает…", upload_photo: "отправляет фото…", upload_video: "отправляет видео…", record_video: "записывает видео…",
    upload_document: "отправляет файл…", upload_voice: "отправляет голосовое…", record_voice: "записывает голосовое…",
    upload_audio: "отправляет аудио…", record_audio: "записывает аудио…", upload_video_note: "отправляет кружок…",
    record_video_note: "записывает кружок…", choose_sticker: "выбирает стикер…", find_location: "ищет место…",
  },
};

function plural(n, one, few, many) {
  return { one, few }[new Intl.PluralRules("ru").select(n)] ?? many;
}

let chosen = EN;
let tag = "en";

export function speak(language) {
  tag = (language || "en").toLowerCase();
  chosen = tag.startsWith("ru") ? RU : EN;
  document.documentElement.lang = chosen === RU ? "ru" : "en";
}

export const t = (name, ...values) => (typeof chosen[name] === "function" ? chosen[name](...values) : chosen[name]);
export const locale = () => (chosen === RU ? "ru" : tag.startsWith("en") ? tag : "en");
