// The list of chats, and who one is.

import * as api from "./api.js";
import { button, el, fill, icon } from "./dom.js";
import { avatar, clock, fullName } from "./format.js";
import { dialog, toast } from "./menus.js";
import { chatTitle, choosePerson, isMine, myChats, remember, state } from "./state.js";
import { t } from "./strings.js";
import { summary } from "./media.js";

export function drawSidebar({ openChat, switchPerson, switchBot }) {
  const node = document.getElementById("sidebar");
  const focused = document.activeElement?.closest?.("[data-key]")?.dataset.key;
  fill(node,
    el("header", { class: "brand" },
      el("img", { src: "/page/icon.svg", alt: "", width: 38, height: 38 }),
      el("div", {}, el("h1", {}, t("playground")), el("p", {}, t("local"))),
      button(t("theme"), "moon", switchTheme, { class: "round" })),
    people(switchPerson),
    state.bots.length > 1 ? botChoice(switchBot) : null,
    el("nav", { class: "chats", "aria-label": t("chats") }, myChats().map((chat) => row(chat, openChat))),
  );
  if (focused) node.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function people(switchPerson) {
  const chips = state.people.map((person) =>
    el("button", {
      type: "button", class: "person", "aria-pressed": String(person.id === state.me.id), "data-key": `person-${person.id}`,
      title: `${fullName(person)}${person.language ? ` (${person.language})` : ""}`,
      onclick: () => { choosePerson(person.id); switchPerson(); },
    }, avatar(person.id, fullName(person), "small"), el("span", {}, person.first_name)));
  const more = el("button", { type: "button", class: "person add", title: t("addPerson"), "aria-label": t("addPerson"), onclick: () => addPerson(switchPerson) }, icon("plus"));
  return el("section", { class: "people", "aria-label": t("youAre") }, el("h2", {}, t("youAre")), el("div", {}, chips, more));
}

function addPerson(switchPerson) {
  const name = el("input", { name: "first_name", required: true, maxlength: 64, autofocus: true, "aria-label": t("name"), placeholder: t("name") });
  const language = el("input", { name: "language", maxlength: 12, "aria-label": t("language"), placeholder: `${t("language")} (en, ru, de…)` });
  const submit = async (event) => {
    event.preventDefault();
    try {
      const person = await api.send("POST", "/people", { first_name: name.value.trim(), language: language.value.trim() || null });
      state.people.push(person);
      choosePerson(person.id);
      box.close();
      switchPerson();
    } catch (error) { toast(error.message, "bad"); }
  };
  const buttons = el("div", { class: "buttons" }, el("button", { type: "button", onclick: () => box.close() }, t("cancel")), el("button", { class: "primary" }, t("add")));
  const box = dialog(el("form", { onsubmit: submit }, el("h2", {}, t("addPerson")), name, language, buttons), { label: t("addPerson") });
}

function botChoice(switchBot) {
  const options = state.bots.map((bot) => el("option", { value: bot.id }, `${bot.first_name} (@${bot.username})`));
  const choice = el("select", { "aria-label": t("bot"), onchange: (event) => switchBot(Number(event.target.value)) }, options);
  choice.value = state.bot.id;
  return el("section", { class: "bots" }, choice);
}

function row(chat, openChat) {
  const last = state.last.get(chat.id);
  const unread = state.unread.get(chat.id) ?? 0;
  const doing = state.actions.get(chat.id);
  const isOpen = state.chat?.id === chat.id;
  return el("button", { type: "button", class: "row", "aria-current": isOpen ? "true" : null, "data-key": `chat-${chat.id}`, onclick: () => openChat(chat.id) },
    avatar(chat.id, chatTitle(chat), chat.type === "private" ? "bot" : ""),
    el("span", { class: "title" }, chatTitle(chat)),
    el("time", {}, last ? clock(last.message.date) : ""),
    el("span", { class: `preview ${doing ? "doing" : ""}` }, doing ? t("actions")[doing] : preview(last)),
    unread ? el("span", { class: "unread" }, String(unread)) : null);
}

function preview(last) {
  if (!last) return t("noMessages");
  return isMine(last) ? `${t("you")}: ${summary(last)}` : summary(last);
}

export function applyTheme() {
  document.documentElement.dataset.theme = localStorage.getItem("playground.theme") ?? "";
}

function switchTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  remember("theme", dark ? "light" : "dark");
  applyTheme();
}
