// The open chat: its head, its messages and what one can do with it.

import { chatMenu } from "./chat-menu.js";
import { atEnd, button, el } from "./dom.js";
import { avatar, initials } from "./format.js";
import { closeMenu } from "./menus.js";
import { makeComposer } from "./composer.js";
import { drawMessages, forgetDrawn } from "./messages.js";
import { botName, botText, chatTitle, state, visible } from "./state.js";
import { t } from "./strings.js";

let parts = null;

export function openedChat({ leave, openChat }) {
  const node = document.getElementById("chat");
  if (!state.chat) return node.replaceChildren(el("div", { class: "nothing" }, el("p", {}, t("local"))));
  forgetDrawn();
  const list = el("div", { class: "messages", role: "log", "aria-label": chatTitle(state.chat) });
  const scroller = el("div", { class: "scroller", tabindex: -1 }, list);
  const head = el("header", { class: "head" });
  const tabs = el("div", { class: "tabs", role: "tablist" });
  const composer = makeComposer(() => { parts.stuck = true; drawMessages(list, true); });
  const down = button(t("newMessages"), "down", () => { parts.stuck = true; scroller.scrollTop = scroller.scrollHeight; }, { class: "round to-end" });
  scroller.addEventListener("scroll", () => down.classList.toggle("shown", !atEnd(scroller)));
  // Only who scrolls up lets go of the end: what grows below moves it away too, and its news may come first.
  let top = 0;
  scroller.addEventListener("scroll", () => {
    if (parts && (atEnd(scroller) || scroller.scrollTop < top)) parts.stuck = atEnd(scroller);
    top = scroller.scrollTop;
  });
  // Neither pictures that load late nor a growing composer may push the end out of sight.
  const keeper = new ResizeObserver(() => parts?.stuck && (scroller.scrollTop = scroller.scrollHeight));
  keeper.observe(scroller);
  keeper.observe(list);
  parts = { head, tabs, list, composer, leave, openChat, stuck: true };
  node.replaceChildren(head, tabs, el("div", { class: "body" }, scroller, down), composer.node);
  drawChat(true);
  if (matchMedia("(hover: hover)").matches) composer.focus();
}

export function drawChat(force = false) {
  if (!state.chat || !parts) return;
  drawHead();
  drawTabs();
  parts.stuck ||= force;
  drawMessages(parts.list, parts.stuck);
  if (!visible().length && state.chat.type === "private") parts.list.append(welcome());
  else if (!visible().length) parts.list.append(el("div", { class: "service empty" }, el("span", {}, t("noMessages"))));
  parts.composer.update();
}

export const composer = () => parts?.composer;

function drawHead() {
  const { chat } = state;
  const isPrivate = chat.type === "private";
  const doing = state.actions.get(chat.id);
  const people = Object.values(chat.members).filter((status) => !["left", "kicked"].includes(status)).length + 1;
  const about = isPrivate ? t(state.isServed ? "bot" : "botAway") : `${t(chat.type)}, ${t("members", people)}`;
  parts.head.replaceChildren(
    button(t("back"), "back", parts.leave, { class: "round back" }),
    avatar(chat.id, chatTitle(chat), isPrivate ? "bot" : ""),
    el("div", { class: "who" },
      el("h2", {}, chatTitle(chat)),
      el("p", { class: doing || !state.connected ? "doing" : "" }, !state.connected ? t("lost") : doing ? `${isPrivate ? "" : `${botName()} `}${t("actions")[doing]}` : about)),
    button(t("menu"), "more", (event) => chatMenu(event.currentTarget, parts.openChat), { class: "round" }));
}

function drawTabs() {
  const topics = Object.entries(state.chat.topics);
  if (state.thread && !state.chat.topics[state.thread]) state.thread = 0;
  parts.tabs.hidden = !topics.length;
  const tab = (thread, title) => el("button", {
    type: "button", role: "tab", "aria-selected": String(state.thread === thread),
    onclick: () => { state.thread = thread; state.replyTo = null; forgetDrawn(); drawChat(true); },
  }, title);
  parts.tabs.replaceChildren(...(topics.length ? [tab(0, t("general")), ...topics.map(([thread, title]) => tab(Number(thread), title))] : []));
}

function welcome() {
  const text = botText("description") || botText("short_description");
  return el("div", { class: "welcome" },
    el("div", { class: "avatar bot huge", "aria-hidden": "true" }, initials(botName())),
    el("h3", {}, botName()),
    text ? el("h4", {}, t("whatCan")) : null,
    text ? el("p", {}, text) : null,
    state.isServed ? null : el("p", { class: "warning" }, t("noBotYet")),
    el("p", { class: "hint" }, t("startHint")));
}

document.addEventListener("closemenu", closeMenu);
