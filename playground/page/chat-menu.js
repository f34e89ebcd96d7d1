// What one can do with a chat: with the bot in it, with who is in it, with its topics.

import * as api from "./api.js";
import { el } from "./dom.js";
import { fullName } from "./format.js";
import { ask, dialog, menu, toast } from "./menus.js";
import { myStatus, state } from "./state.js";
import { t } from "./strings.js";

const GOVERNING = ["creator", "administrator"];
const OUTSIDE = ["left", "kicked"];

async function order(path, fields = {}, method = "POST") {
  try { return await api.send(method, path, { person: state.me.id, ...fields }); } catch (error) { toast(error.message, "bad"); return null; }
}

// ``openChat`` is called with the id of the chat to look at next.
export function chatMenu(anchor, openChat) {
  const { chat } = state;
  const path = `/chats/${chat.id}`;
  const own = chat.type === "private" ? inPrivate(chat, path) : inGroup(chat, path, openChat);
  menu([...own, [t("clear"), () => clear(path), "danger"]], anchor);
}

function inPrivate(chat, path) {
  const blocked = chat.bot === "kicked";
  return [[t(blocked ? "unblock" : "block"), () => order(`${path}/bot`, { status: blocked ? "member" : "kicked" }), blocked ? "" : "danger"]];
}

function inGroup(chat, path, openChat) {
  const governs = GOVERNING.includes(myStatus(chat));
  return [
    ...(governs ? theBot(chat, path) : []),
    governs && [t("people"), () => people(path)],
    governs && chat.type === "group" && [t("migrate"), () => migrate(path, openChat)],
    chat.type === "supergroup" && [t("addTopic"), () => addTopic(path)],
    governs && state.thread && [t("deleteTopic"), () => deleteTopic(path), "danger"],
    myStatus(chat) !== "creator" && [t("leave"), () => leave(path, openChat), "danger"],
  ];
}

function theBot(chat, path) {
  const status = (value) => () => order(`${path}/bot`, { status: value });
  const inside = !OUTSIDE.includes(chat.bot);
  const isAdministrator = chat.bot === "administrator";
  return [
    inside && [t(isAdministrator ? "demote" : "promote"), status(isAdministrator ? "member" : "administrator")],
    inside ? [t("kick"), status("kicked"), "danger"] : [t("takeBack"), status("member")],
    [t(state.bot.privacy ? "privacyOff" : "privacyOn"), () => order("/privacy", { on: !state.bot.privacy })],
  ];
}

function people(path) {
  const choice = (person) => {
    const status = state.chat.members[person.id] ?? "left";
    const options = ["member", "administrator", "left"].map((value) => el("option", { value }, t("statuses")[value]));
    const select = el("select", { "aria-label": fullName(person), onchange: () => order(`${path}/members`, { person: person.id, status: select.value }) }, options);
    select.value = OUTSIDE.includes(status) ? "left" : status;
    return el("label", { class: "membership" }, el("span", {}, fullName(person)), status === "creator" ? el("em", {}, t("statuses").creator) : select);
  };
  const close = el("button", { type: "button", class: "primary", autofocus: true, onclick: () => box.close() }, t("close"));
  const box = dialog([el("h2", {}, t("people")), state.people.map(choice), el("div", { class: "buttons" }, close)], { label: t("people") });
}

function addTopic(path) {
  const name = el("input", { required: true, maxlength: 64, autofocus: true, "aria-label": t("name"), placeholder: t("name") });
  const submit = async (event) => {
    event.preventDefault();
    await order(`${path}/topics`, { name: name.value.trim() });
    box.close();
  };
  const buttons = el("div", { class: "buttons" }, el("button", { type: "button", onclick: () => box.close() }, t("cancel")), el("button", { class: "primary" }, t("add")));
  const box = dialog(el("form", { onsubmit: submit }, el("h2", {}, t("addTopic")), name, buttons), { label: t("addTopic") });
}

async function deleteTopic(path) {
  if (!await ask(t("deleteTopicAsk"))) return;
  const { thread } = state;
  state.thread = 0;
  await order(`${path}/topics/${thread}`, {}, "DELETE");
}

async function leave(path, openChat) {
  await order(`${path}/members`, { status: "left" });
  openChat(state.me.id);
}

async function migrate(path, openChat) {
  const grown = await order(`${path}/migrate`);
  if (grown) openChat(grown.chat_id);
}

async function clear(path) {
  if (await ask(t("clearAsk"))) await order(`${path}/messages`, {}, "DELETE");
}
