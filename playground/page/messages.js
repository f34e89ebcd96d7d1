// The messages of the open chat.

import * as api from "./api.js";
import { button, el } from "./dom.js";
import { avatar, clock, day, fullName, hue, marked } from "./format.js";
import { hasFile, media, service, summary } from "./media.js";
import { notice, toast } from "./menus.js";
import { messageMenu, reactionList } from "./message-menu.js";
import { botName, isMine, state, visible } from "./state.js";
import { t } from "./strings.js";

const SHOWN_AT_FIRST = 150;
const UNANSWERED_AFTER = 15000;
const drawn = new Map();
let limit = SHOWN_AT_FIRST;
let drawnFor = "";

export function forgetDrawn() {
  drawn.clear();
  limit = SHOWN_AT_FIRST;
}

// Albums are one bubble; everything else stands alone.
function groups(list) {
  const found = [];
  for (const seen of list) {
    const album = seen.message.media_group_id;
    const last = found.at(-1);
    if (album && last && last[0].message.media_group_id === album && last[0].message.from.id === seen.message.from.id) last.push(seen);
    else found.push([seen]);
  }
  return found;
}

// Draws anew only what changed, so that films go on playing.
// With `stick` the end stays in sight.
export function drawMessages(list, stick = false) {
  const scroller = list.parentElement;
  const all = groups(visible());
  const place = `${state.chat.id}/${state.thread}/${state.me.id}`;
  if (place !== drawnFor) forgetDrawn();
  drawnFor = place;
  const nodes = all.length > limit ? [earlier(list)] : [];
  let date = "";
  let previous = null;
  for (const group of all.slice(-limit)) {
    const today = day(group[0].message.date);
    if (today !== date) nodes.push(keyed(`day ${today}`, today, () => el("div", { class: "day" }, el("span", {}, today))));
    const follows = today === date && previous === group[0].message.from.id;
    const key = String(group[0].message.message_id);
    nodes.push(keyed(key, JSON.stringify([group, follows, waitingIn(group)]), () => bubble(group, follows)));
    date = today;
    previous = group[0].kind === "service" ? null : group[0].message.from.id;
  }
  patch(list, nodes);
  if (stick) scroller.scrollTop = scroller.scrollHeight;
}

function keyed(key, signature, make) {
  const before = drawn.get(key);
  if (before?.signature === signature) return before.node;
  const node = make();
  node.dataset.key = key;
  drawn.set(key, { signature, node });
  return node;
}

function patch(list, nodes) {
  const wanted = new Set(nodes);
  const focused = document.activeElement;
  const within = focused?.closest?.("[data-key]")?.dataset.key;
  const label = focused?.textContent;
  for (const node of [...list.children]) if (!wanted.has(node)) node.remove();
  nodes.forEach((node, i) => list.children[i] !== node && list.insertBefore(node, list.children[i] ?? null));
  if (within && !focused.isConnected) {
    const buttons = [...(list.querySelector(`[data-key="${CSS.escape(within)}"]`)?.querySelectorAll(".keyboard button") ?? [])];
    (buttons.find((one) => one.textContent === label) ?? buttons[0])?.focus({ preventScroll: true });
  }
}

function earlier(list) {
  const more = () => { limit += SHOWN_AT_FIRST; drawMessages(list); };
  return el("button", { type: "button", class: "earlier", onclick: more }, t("earlier"));
}

const waitingIn = (group) => [...state.waiting.values()].filter((w) => group.some((s) => s.message.message_id === w.message)).map((w) => w.data);

function bubble(group, follows) {
  const [first] = group;
  const { message } = first;
  if (first.kind === "service") return el("div", { class: "service" }, el("span", {}, service(first)));
  const mine = isMine(first);
  const showsName = state.chat.type !== "private" && !mine;
  const last = group.at(-1);
  const parts = el("div", { class: `bubble ${bare(group) ? "bare" : ""}`, oncontextmenu: (event) => { event.preventDefault(); messageMenu(last, { x: event.clientX, y: event.clientY }); } },
    showsName && !follows ? el("span", { class: "author", vars: { "--hue": hue(message.from.id) } }, name(message.from)) : null,
    quote(first), files(group), texts(group),
    el("span", { class: "meta" }, message.edit_date ? el("i", {}, t("edited")) : null, el("time", {}, clock(message.date)), mine ? el("span", { class: "tick", "aria-hidden": "true" }, "✓") : null),
    reactions(last));
  const tools = el("div", { class: "tools" },
    button(t("reply"), "reply", () => document.dispatchEvent(new CustomEvent("reply", { detail: last }))),
    button(t("react"), "smile", (event) => reactionList(last, event.currentTarget)),
    button(t("menu"), "more", (event) => messageMenu(last, event.currentTarget)));
  const face = showsName ? avatar(message.from.id, name(message.from), `small ${follows ? "hidden" : ""} ${message.from.is_bot ? "bot" : ""}`) : null;
  return el("article", { class: `message ${mine ? "mine" : ""} ${follows ? "follows" : ""}`, tabindex: -1, "aria-label": `${name(message.from)}: ${summary(first)}` },
    face, el("div", { class: "column" }, el("div", { class: "line" }, parts, tools), keyboard(first)));
}

const name = (user) => (user.is_bot ? botName() : fullName(user));
const bare = ([seen]) => ["sticker", "video_note"].includes(seen.kind);

function quote(seen) {
  if (!seen.reply_to) return null;
  const original = state.messages.get(state.chat.id)?.get(seen.reply_to);
  const gone = !original || original.deleted;
  const jump = () => drawn.get(String(seen.reply_to))?.node.scrollIntoView({ behavior: "smooth", block: "center" });
  const flash = () => { const node = drawn.get(String(seen.reply_to))?.node; node?.classList.remove("flash"); void node?.offsetWidth; node?.classList.add("flash"); };
  return el("button", { type: "button", class: "quote", disabled: gone, onclick: () => { jump(); flash(); } },
    el("b", {}, gone ? t("gone") : name(original.message.from)), gone ? null : el("span", {}, summary(original)));
}

function files(group) {
  if (!hasFile(group[0])) return null;
  if (group.length === 1) return el("div", { class: `media ${group[0].kind}` }, media(group[0]));
  const seen = group.every((one) => ["photo", "video"].includes(one.kind)) ? "grid" : "stack";
  return el("div", { class: `media album ${seen}` }, group.map((one) => el("div", { class: one.kind }, media(one))));
}

function texts(group) {
  return group.map(({ message }) => {
    const text = message.text ?? message.caption;
    const marks = message.text === undefined ? message.caption_entities : message.entities;
    return text ? el("div", { class: "text" }, marked(text, marks, say)) : null;
  });
}

const say = (text) => document.dispatchEvent(new CustomEvent("say", { detail: text }));

function reactions(seen) {
  const counts = new Map();
  for (const [user, given] of Object.entries(seen.reactions)) {
    for (const one of given) counts.set(one.emoji, [...(counts.get(one.emoji) ?? []), Number(user)]);
  }
  if (!counts.size) return null;
  return el("div", { class: "reactions" }, [...counts].map(([emoji, users]) => {
    const own = users.includes(state.me.id);
    const press = () => act("react", seen, { emoji: own ? "" : emoji });
    return el("button", { type: "button", "aria-pressed": String(own), onclick: press }, emoji, users.length > 1 ? ` ${users.length}` : "");
  }));
}

export async function act(what, seen, fields) {
  const path = `/chats/${seen.message.chat.id}/messages/${seen.message.message_id}`;
  try {
    const method = what === "delete" ? "DELETE" : "POST";
    return await api.send(method, what === "delete" ? path : `${path}/${what}`, { person: state.me.id, ...fields });
  } catch (error) { toast(error.message, "bad"); return null; }
}

function keyboard(seen) {
  const rows = seen.message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  return el("div", { class: "keyboard" }, rows.map((row) => el("div", {}, row.map((one) => key(seen, one)))));
}

function key(seen, one) {
  if (one.url) return el("a", { class: "key", href: /^https?:/i.test(one.url) ? one.url : "#", target: "_blank", rel: "noopener noreferrer" }, one.text, " ↗");
  if (one.copy_text) return el("button", { type: "button", class: "key", onclick: () => copy(one.copy_text.text) }, one.text);
  const busy = [...state.waiting.values()].some((w) => w.message === seen.message.message_id && w.data === one.callback_data);
  return el("button", { type: "button", class: `key ${busy ? "busy" : ""}`, "aria-busy": String(busy), onclick: () => press(seen, one.callback_data) }, el("span", {}, one.text));
}

export function copy(text) {
  navigator.clipboard.writeText(text).then(() => toast(t("copied")));
}

async function press(seen, data) {
  const waiting = { message: seen.message.message_id, data, at: Date.now() };
  const started = await act("press", seen, { data });
  if (!started) return;
  state.waiting.set(started.query_id, waiting);
  document.dispatchEvent(new Event("redraw"));
  setTimeout(() => state.waiting.delete(started.query_id) && document.dispatchEvent(new Event("redraw")), UNANSWERED_AFTER);
  // The answer may have been quicker than this page.
  answered(started.query_id, (await api.get(`/queries/${started.query_id}`)).answer);
}

export function answered(id, answer) {
  if (!answer || !state.waiting.delete(id)) return;
  document.dispatchEvent(new Event("redraw"));
  if (answer.text) (answer.show_alert ? notice : toast)(answer.text);
}
