// Where people write, pick files, and choose how to send them.

import * as api from "./api.js";
import { button, el, icon } from "./dom.js";
import { fullName, size } from "./format.js";
import { summary } from "./media.js";
import { menu, toast } from "./menus.js";
import { act } from "./messages.js";
import { botName, commands, isMine, state, visible } from "./state.js";
import { t } from "./strings.js";

const KINDS = ["document", "photo", "video", "audio", "voice", "video_note", "animation", "sticker"];
const ALBUM = 10;

export function makeComposer(onSent) {
  const box = { files: [], kind: "", picker: null, onSent, sending: null };
  box.input = el("textarea", { rows: 1, maxlength: 4096, enterkeyhint: "send", oninput: () => typed(box), onkeydown: (event) => key(event, box), onpaste: (event) => paste(event, box) });
  box.picker = el("input", { type: "file", multiple: true, hidden: true, onchange: () => { take(box, [...box.picker.files]); box.picker.value = ""; } });
  box.context = el("div", { class: "context", hidden: true });
  box.tray = el("div", { class: "tray", hidden: true });
  box.hints = el("div", { class: "hints", role: "listbox", hidden: true });
  box.bar = el("form", { class: "bar", onsubmit: (event) => { event.preventDefault(); send(box); } });
  box.node = el("footer", { class: "composer" }, box.hints, box.context, box.tray, box.bar, box.picker);
  return {
    node: box.node,
    update: () => update(box),
    focus: () => box.input.focus({ preventScroll: true }),
    take: (files) => take(box, files),
    write: (text) => { box.input.value = text; typed(box); box.input.focus(); },
  };
}

function update(box) {
  const { chat } = state;
  const blocked = chat.type === "private" && chat.bot === "kicked";
  const empty = chat.type === "private" && !visible().length;
  const sort = chat.migrated_to ? "moved" : blocked ? "blocked" : empty && !box.files.length ? "empty" : "open";
  // Drawn anew only when it changes: people may be typing in it.
  if (box.shown !== `${sort} ${document.documentElement.lang}`) {
    box.shown = `${sort} ${document.documentElement.lang}`;
    const bars = { moved: movedBar, blocked: blockedBar, empty: () => bar(box, true), open: () => bar(box, false) };
    box.bar.replaceChildren(...bars[sort]());
  }
  // What the bot has asked for, as long as it is being answered.
  const asked = state.asked && state.asked.id === state.replyTo?.message.message_id ? state.asked.hint : "";
  box.input.placeholder = t(box.files.length ? "writeCaption" : "write");
  if (asked && !box.files.length) box.input.placeholder = asked;
  drawContext(box);
  grow(box.input);
}

function movedBar() {
  const go = () => document.dispatchEvent(new CustomEvent("open", { detail: state.chat.migrated_to }));
  return [el("span", { class: "closed" }, t("migrated")), el("button", { type: "button", class: "wide", onclick: go }, t("goThere"))];
}

function blockedBar() {
  const unblock = () => api.send("POST", `/chats/${state.chat.id}/bot`, { person: state.me.id, status: "member" });
  return [el("span", { class: "closed" }, t("blocked")), el("button", { type: "button", class: "wide", onclick: unblock }, t("unblock"))];
}

function bar(box, isNew) {
  box.input.placeholder = t("write");
  box.input.setAttribute("aria-label", t("write"));
  const start = el("button", { type: "button", class: "wide start", onclick: () => say("/start") }, t("start"));
  return [
    button(t("attach"), "attach", () => box.picker.click(), { class: "round attach" }),
    el("button", { type: "button", class: "round slash", title: t("commands"), "aria-label": t("commands"), onclick: (event) => commandMenu(event.currentTarget) }, "/"),
    box.input,
    ...(isNew ? [start] : []),
    el("button", { class: "round send", title: t("sendIt"), "aria-label": t("sendIt") }, icon("send")),
  ];
}

function grow(input) {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, 180)}px`;
}

const spelled = (command) => `/${command}${state.chat.type === "private" ? "" : `@${state.bot.username}`}`;

function commandMenu(anchor) {
  const items = commands().map((one) => [el("span", { class: "command-row" }, el("b", {}, `/${one.command}`), el("span", {}, one.description)), () => say(spelled(one.command))]);
  if (items.length) menu(items, anchor);
  else toast(t("noBotYet"));
}

function typed(box) {
  grow(box.input);
  const word = /^\/(\w*)$/.exec(box.input.value);
  const found = word ? commands().filter((one) => one.command.startsWith(word[1].toLowerCase())) : [];
  box.hints.hidden = !found.length;
  box.hints.replaceChildren(...found.map((one, i) => el("button", {
    type: "button", role: "option", "aria-selected": String(i === 0),
    onclick: () => { box.input.value = ""; typed(box); say(spelled(one.command)); box.input.focus(); },
  }, el("b", {}, `/${one.command}`), el("span", {}, one.description))));
}

function key(event, box) {
  if (event.isComposing) return;
  const hint = !box.hints.hidden && box.hints.querySelector("[aria-selected=true]");
  if (hint && ["ArrowDown", "ArrowUp", "Tab"].includes(event.key)) return chooseHint(event, box, hint);
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    const exact = hint && !hint.querySelector("b").textContent.slice(1).startsWith(`${box.input.value.slice(1)} `);
    if (exact) hint.click(); else send(box);
  } else if (event.key === "Escape") cancel(box);
  else if (event.key === "ArrowUp" && !box.input.value) { event.preventDefault(); editLast(); }
}

function chooseHint(event, box, hint) {
  event.preventDefault();
  const next = event.key === "ArrowUp" ? hint.previousElementSibling : hint.nextElementSibling;
  if (event.key === "Tab") { box.input.value = `${hint.querySelector("b").textContent} `; return typed(box); }
  if (next) { hint.ariaSelected = "false"; next.ariaSelected = "true"; next.scrollIntoView({ block: "nearest" }); }
}

function editLast() {
  const last = visible().filter((seen) => isMine(seen) && seen.kind === "text").at(-1);
  if (last) document.dispatchEvent(new CustomEvent("edit", { detail: last }));
}

function cancel(box) {
  if (state.editing) box.input.value = "";
  state.replyTo = state.editing = null;
  box.files = [];
  typed(box);
  drawTray(box);
  update(box);
}

function drawContext(box) {
  const seen = state.editing ?? state.replyTo;
  box.context.hidden = !seen;
  if (!seen) return;
  const who = seen.message.from.is_bot ? botName() : fullName(seen.message.from);
  box.context.replaceChildren(
    icon("reply"),
    el("div", {}, el("b", {}, state.editing ? t("editing") : t("replyTo", who)), el("span", {}, summary(seen))),
    button(t("cancel"), "close", () => cancel(box), { class: "round" }));
}

function paste(event, box) {
  const files = [...event.clipboardData.files];
  if (!files.length) return;
  event.preventDefault();
  take(box, files);
}

function take(box, files) {
  box.files = [...box.files, ...files].slice(0, ALBUM);
  box.kind ||= "document";
  drawTray(box);
  update(box);
  box.input.placeholder = t("writeCaption");
  box.input.focus();
}

function drawTray(box) {
  box.tray.hidden = !box.files.length;
  if (!box.files.length) { box.kind = ""; box.input.placeholder = t("write"); return box.tray.replaceChildren(); }
  const items = box.files.map((file, i) => el("li", {}, preview(file), el("span", { class: "file-name" }, file.name), el("small", {}, size(file.size)),
    button(`${t("remove")}: ${file.name}`, "close", () => { box.files.splice(i, 1); drawTray(box); update(box); }, { class: "round" })));
  const chips = KINDS.map((kind) => el("button", { type: "button", class: "chip", "aria-pressed": String(kind === box.kind), onclick: () => { box.kind = kind; drawTray(box); } }, t(kind)));
  box.tray.replaceChildren(el("ul", {}, items), el("div", { class: "send-as", role: "group", "aria-label": t("sendAs") }, el("span", {}, `${t("sendAs")}:`), chips));
}

function preview(file) {
  if (!/^image\/(png|jpeg|gif|webp|avif|bmp)$/.test(file.type)) return el("span", { class: "thumb" }, el("b", {}, (file.name.split(".").pop() || "").slice(0, 4).toUpperCase()));
  const image = el("img", { alt: "", src: URL.createObjectURL(file) });
  image.onload = () => URL.revokeObjectURL(image.src);
  return el("span", { class: "thumb" }, image);
}

export async function say(text) {
  const fields = { person: state.me.id, text, reply_to: state.replyTo?.message.message_id ?? 0, thread: state.thread };
  try { await api.send("POST", `/chats/${state.chat.id}/messages`, fields); } catch (error) { toast(error.message, "bad"); return false; }
  state.replyTo = null;
  document.dispatchEvent(new Event("redraw"));
  return true;
}

async function send(box) {
  const text = box.input.value;
  if (box.sending) return;
  if (state.editing) {
    const seen = state.editing;
    cancel(box);
    return act("edit", seen, { text });
  }
  if (box.files.length) return sendFiles(box, text);
  if (!text.trim()) return;
  box.input.value = "";
  typed(box);
  if (!(await say(text))) box.input.value = text;
  box.onSent();
}

async function sendFiles(box, text) {
  const form = new FormData();
  const fields = { person: state.me.id, kind: box.kind, text, reply_to: state.replyTo?.message.message_id ?? 0, thread: state.thread };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of box.files) form.append("file", file, file.name);
  const line = el("span", {}, t("sending", 0));
  box.sending = el("div", { class: "progress" }, line);
  box.tray.prepend(box.sending);
  const progress = (part) => { line.textContent = t("sending", Math.round(part * 100)); box.sending?.style.setProperty("--part", part); };
  try {
    await api.upload(`/chats/${state.chat.id}/messages`, form, progress);
    box.input.value = "";
    box.sending = null;
    cancel(box);
  } catch (error) { toast(error.message, "bad"); box.sending.remove(); }
  box.sending = null;
  box.onSent();
}
