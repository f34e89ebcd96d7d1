// What the page knows: people, chats, messages, and who is looking.

import * as api from "./api.js";
import { speak } from "./strings.js";

export const state = {
  bot: null, bots: [], people: [], chats: [], profile: {}, me: null, chat: null, thread: 0,
  messages: new Map(), last: new Map(), unread: new Map(), actions: new Map(), waiting: new Map(),
  replyTo: null, asked: null, editing: null, connected: true,
};

const remembered = (name) => localStorage.getItem(`playground.${name}`);
export const remember = (name, value) => localStorage.setItem(`playground.${name}`, value);

export async function loadWorld() {
  const found = await api.get("/state");
  state.bot = found.bot;
  state.people = found.people;
  state.chats = found.chats;
  state.profile = found.profile;
  state.isServed = found.is_served;
  state.lastEvent = found.last_event;
  state.last = new Map(found.last_messages.map((seen) => [seen.message.chat.id, seen]));
  state.me = person(Number(state.me?.id ?? remembered("me"))) ?? state.people[0];
  if (state.chat) state.chat = chat(state.chat.id) ?? null;
  speak(state.me.language);
}

export async function chooseBot(id) {
  state.bots = await api.bots();
  const wanted = state.bots.find((bot) => bot.id === Number(id ?? remembered("bot"))) ?? state.bots[0];
  api.useBot(wanted.id);
  remember("bot", wanted.id);
  state.messages.clear();
  state.chat = null;
  await loadWorld();
}

export function choosePerson(id) {
  state.me = person(id) ?? state.me;
  remember("me", state.me.id);
  speak(state.me.language);
  state.replyTo = state.editing = null;
  state.unread.clear();
}

export const person = (id) => state.people.find((one) => one.id === id);
export const chat = (id) => state.chats.find((one) => one.id === id);
export const isMine = (seen) => seen.message.from.id === state.me.id;
export const myStatus = (where) => where.members[state.me.id] ?? "left";

export function botName() {
  const texts = state.profile.texts?.name ?? {};
  return texts[language()] || texts[""] || state.bot.first_name;
}

export function botText(name) {
  const texts = state.profile.texts?.[name] ?? {};
  return texts[language()] || texts[""] || "";
}

const language = () => (state.me.language || "").split("-")[0];

export const chatTitle = (where) => (where.type === "private" ? botName() : where.title);

// The chats of whoever is looking: the private one first, then the groups they are in.
export function myChats() {
  const groups = state.chats.filter((one) => one.type !== "private" && !["left", "kicked"].includes(myStatus(one)));
  return [chat(state.me.id), ...groups.filter((one) => !one.migrated_to)].filter(Boolean);
}

// Telegram's order: the narrowest scope that has commands wins, and in it the person's language.
export function commands() {
  const { chat: where, me } = state;
  if (!where) return [];
  const admin = ["creator", "administrator"].includes(myStatus(where));
  const general = where.type === "private" ? ["all_private_chats"] : [admin && "all_chat_administrators", "all_group_chats"];
  const scopes = [["chat_member", where.id, me.id], admin && ["chat_administrators", where.id, ""], ["chat", where.id, ""]];
  const all = [...scopes.filter(Boolean), ...general.filter(Boolean).map((type) => [type, "", ""]), ["default", "", ""]];
  for (const [type, chatId, userId] of all) {
    for (const tag of [language(), ""]) {
      const found = state.profile.commands?.[commandKey(type, chatId, userId, tag)];
      if (found?.length) return found;
    }
  }
  return [];
}

// As Python's json.dumps writes a list of texts.
const commandKey = (...parts) => `[${parts.map((part) => JSON.stringify(String(part))).join(", ")}]`;

export async function loadMessages(id) {
  const found = await api.get(`/chats/${id}/messages`);
  state.messages.set(id, new Map(found.map((seen) => [seen.message.message_id, seen])));
}

export async function refreshMessage(chatId, messageId) {
  const seen = await api.get(`/chats/${chatId}/messages/${messageId}`);
  state.messages.get(chatId)?.set(messageId, seen);
  const last = state.last.get(chatId);
  if (!seen.deleted && (!last || last.message.message_id <= messageId)) state.last.set(chatId, seen);
  return seen;
}

// What is shown of the open chat: no deleted messages, and of a forum one topic only.
export function visible() {
  const all = [...(state.messages.get(state.chat?.id)?.values() ?? [])].filter((seen) => !seen.deleted);
  const sorted = all.sort((a, b) => a.message.message_id - b.message.message_id);
  const forum = Object.keys(state.chat?.topics ?? {}).length > 0;
  return forum ? sorted.filter((seen) => (seen.message.message_thread_id ?? 0) === state.thread) : sorted;
}
