// What one can do with a message.

import { fileUrl } from "./api.js";
import { el } from "./dom.js";
import { clock, marked } from "./format.js";
import { fileName, fileOf, hasFile } from "./media.js";
import { dialog, menu } from "./menus.js";
import { act, copy } from "./messages.js";
import { isMine, myStatus, state } from "./state.js";
import { t } from "./strings.js";

const EMOJI = ["👍", "❤", "🔥", "🎉", "😁", "😢", "👎"];

function reactionRow(seen) {
  const given = seen.reactions[state.me.id]?.[0]?.emoji;
  return EMOJI.map((emoji) => el("button", {
    type: "button", class: "emoji", "aria-pressed": String(emoji === given), "aria-label": `${t("react")} ${emoji}`,
    onclick: () => { act("react", seen, { emoji: emoji === given ? "" : emoji }); document.dispatchEvent(new Event("closemenu")); },
  }, emoji));
}

export function reactionList(seen, anchor) {
  menu([el("div", { class: "emojis" }, reactionRow(seen))], anchor);
}

export function messageMenu(seen, anchor) {
  const text = seen.message.text ?? seen.message.caption;
  const mayDelete = state.chat.type === "private" || isMine(seen) || ["creator", "administrator"].includes(myStatus(state.chat));
  menu([
    el("div", { class: "emojis" }, reactionRow(seen)),
    [t("reply"), () => document.dispatchEvent(new CustomEvent("reply", { detail: seen }))],
    isMine(seen) && [t("edit"), () => document.dispatchEvent(new CustomEvent("edit", { detail: seen }))],
    text && [t("copy"), () => copy(text)],
    hasFile(seen) && [t("save"), () => save(seen)],
    seen.history.length > 0 && [`${t("before")} (${seen.history.length})`, () => history(seen)],
    mayDelete && [t("remove"), () => act("delete", seen), "danger"],
  ], anchor);
}

function save(seen) {
  const link = el("a", { href: fileUrl(fileOf(seen).file_id, true), download: fileName(seen) });
  link.click();
}

function history(seen) {
  const past = seen.history.map((was) => {
    const { content } = was;
    const text = content.text ?? content.caption ?? "";
    const buttons = (was.reply_markup?.inline_keyboard ?? []).flat().map((one) => el("span", {}, one.text));
    return el("li", {}, el("time", {}, clock(was.at)), el("div", { class: "text" }, marked(text, content.entities ?? content.caption_entities)), el("div", { class: "old-keys" }, buttons));
  });
  const close = el("button", { type: "button", class: "primary", autofocus: true, onclick: () => box.close() }, t("close"));
  const box = dialog([el("h2", {}, t("before")), el("ol", { class: "history" }, past), el("div", { class: "buttons" }, close)], { label: t("before") });
}
