// Starts the page, and follows what happens.

import * as api from "./api.js";
import { composer, drawChat, openedChat } from "./chat.js";
import { say } from "./composer.js";
import { el } from "./dom.js";
import { toast } from "./menus.js";
import { answered } from "./messages.js";
import { applyTheme, drawSidebar } from "./sidebar.js";
import { chat, chooseBot, isMine, loadMessages, loadWorld, myChats, refreshMessage, state } from "./state.js";
import { t } from "./strings.js";

const narrow = matchMedia("(max-width: 760px)");
const app = document.getElementById("app");
let unfollow = () => {};

const doings = { openChat, switchPerson, switchBot, leave };

function draw() {
  drawSidebar(doings);
  document.title = [...state.unread.values()].some(Boolean) ? `(•) ${t("playground")}` : t("playground");
  drawChat();
}

async function openChat(id) {
  if (!chat(id)) await loadWorld();
  state.chat = chat(id) ?? null;
  state.thread = 0;
  state.replyTo = state.editing = null;
  state.unread.delete(id);
  app.classList.toggle("in-chat", Boolean(state.chat));
  if (state.chat && !state.messages.has(id)) await loadMessages(id);
  openedChat(doings);
  drawSidebar(doings);
}

function leave() {
  state.chat = null;
  app.classList.remove("in-chat");
  drawSidebar(doings);
}

async function switchPerson() {
  const isMineToo = state.chat && myChats().some((one) => one.id === state.chat.id);
  if (narrow.matches && !app.classList.contains("in-chat")) return drawSidebar(doings);
  await openChat(isMineToo ? state.chat.id : state.me.id);
}

async function switchBot(id) {
  unfollow();
  await chooseBot(id);
  unfollow = api.follow(state.lastEvent, happened, caughtUp, lost);
  await openChat(state.me.id);
}

// The connection is back: take in whatever was missed.
async function caughtUp() {
  state.connected = true;
  await loadWorld();
  await Promise.all([...state.messages.keys()].map((id) => (chat(id) ? loadMessages(id) : state.messages.delete(id))));
  draw();
}

function lost() {
  state.connected = false;
  drawChat();
}

const handlers = {
  async message(event) {
    const seen = await refreshMessage(event.chat_id, event.message_id);
    if (seen.message.from.is_bot) state.actions.delete(event.chat_id);
    const reads = state.chat?.id === event.chat_id && !document.hidden;
    if (!reads && !isMine(seen)) state.unread.set(event.chat_id, (state.unread.get(event.chat_id) ?? 0) + 1);
  },
  async edited(event) {
    const seen = await refreshMessage(event.chat_id, event.message_id);
    if (seen.message.from.is_bot) state.actions.delete(event.chat_id);
  },
  reaction: (event) => refreshMessage(event.chat_id, event.message_id),
  async deleted(event) {
    await refreshMessage(event.chat_id, event.message_id);
    await loadWorld();
  },
  async emptied(event) {
    state.messages.set(event.chat_id, new Map());
    state.last.delete(event.chat_id);
  },
  world: loadWorld,
  action(event) {
    state.actions.set(event.chat_id, event.action);
    const until = event.at;
    state.actionTimes ??= new Map();
    state.actionTimes.set(event.chat_id, until);
    setTimeout(() => { if (state.actionTimes.get(event.chat_id) === until) { state.actions.delete(event.chat_id); draw(); } }, 5000);
  },
  // The bot wants an answer to its message: the reply opens by itself.
  force_reply(event) {
    const asked = state.chat?.id === event.chat_id && [null, state.me.id].includes(event.person_id);
    if (!asked) return;
    state.editing = null;
    state.replyTo = state.messages.get(event.chat_id)?.get(event.message_id) ?? null;
    state.asked = { id: event.message_id, hint: event.placeholder };
    drawChat();
    composer()?.focus();
  },
  answer(event) {
    if (event.person_id === state.me.id) answered(event.query_id, event);
  },
  flood(event) {
    if (myChats().some((one) => one.id === event.chat_id)) toast(t("flood", event.seconds), "quiet");
  },
};

// One after the other: a message's edit must not overtake its arrival.
let queue = Promise.resolve();

function happened(event) {
  queue = queue.then(() => handlers[event.type]?.(event)).then(draw).catch((error) => toast(error.message, "bad"));
}

document.addEventListener("open", (event) => openChat(event.detail));
document.addEventListener("reply", (event) => { state.editing = null; state.replyTo = event.detail; drawChat(); composer()?.focus(); });
document.addEventListener("edit", (event) => {
  state.replyTo = null;
  state.editing = event.detail;
  composer()?.write(event.detail.message.text ?? event.detail.message.caption ?? "");
  drawChat();
});
document.addEventListener("say", (event) => say(event.detail));
document.addEventListener("redraw", () => drawChat());
document.addEventListener("visibilitychange", () => { if (state.chat && !document.hidden && state.unread.delete(state.chat.id)) draw(); });

// Nobody tells when a bot goes away: look now and then.
setInterval(() => { if (!document.hidden) loadWorld().then(draw, lost); }, 30000);

let depth = 0;
const veil = el("div", { class: "veil", hidden: true });
document.body.append(veil);

function dragging(event, step) {
  if (!state.chat || ![...event.dataTransfer.types].includes("Files")) return;
  event.preventDefault();
  depth = step === null ? 0 : depth + step;
  veil.textContent = t("dropHere");
  veil.hidden = depth <= 0;
}

addEventListener("dragenter", (event) => dragging(event, 1));
addEventListener("dragleave", (event) => dragging(event, -1));
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  dragging(event, null);
  if (state.chat && event.dataTransfer.files.length) composer()?.take([...event.dataTransfer.files]);
});

applyTheme();
await chooseBot();
unfollow = api.follow(state.lastEvent, happened, caughtUp, lost);
const parameter = /^[\w-]{1,64}$/.exec(new URLSearchParams(location.search).get("start") ?? "")?.[0];
if (narrow.matches && !parameter) draw();
else await openChat(state.me.id);
if (parameter) {
  history.replaceState(null, "", location.pathname);
  say(`/start ${parameter}`);
}
