// Turns numbers, dates and marked texts into what people read.

import { el } from "./dom.js";
import { locale, t } from "./strings.js";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"];

export function size(bytes) {
  if (bytes === undefined) return "";
  const power = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)), 3);
  const digits = power && bytes / 1024 ** power < 100 ? 1 : 0;
  const style = { style: "unit", unit: UNITS[power], unitDisplay: power ? "short" : "narrow", maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale(), style).format(bytes / 1024 ** power);
}

export function duration(seconds) {
  const whole = Math.round(seconds || 0);
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((n, i) => (i ? String(n).padStart(2, "0") : n));
  return whole >= 3600 ? `${Math.floor(whole / 3600)}:${String(parts[0]).padStart(2, "0")}:${parts[1]}` : parts.join(":");
}

export const clock = (epoch) => new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(epoch * 1000);

export function day(epoch) {
  const date = new Date(epoch * 1000);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 864e5);
  if (days === 0) return t("today");
  if (days === 1) return t("yesterday");
  return new Intl.DateTimeFormat(locale(), { day: "numeric", month: "long" }).format(date);
}

export const fullName = (user) => [user.first_name, user.last_name].filter(Boolean).join(" ");

export function initials(name) {
  const letters = [...name.matchAll(/(?:^|\s)(\p{L}|\p{N}|\p{Emoji_Presentation})/gu)].map((match) => match[1]);
  return (letters.slice(0, 2).join("") || "?").toUpperCase();
}

// Colours that go well with the page, one for each person, chat and sort of file.
const HUES = [300, 165, 245, 25, 340, 205, 55];

export function hue(key) {
  const sum = typeof key === "number" ? Math.abs(key) : [...key].reduce((all, letter) => (all * 31 + letter.charCodeAt(0)) % 1e9, 7);
  return HUES[sum % HUES.length];
}

export function avatar(id, name, extra = "") {
  return el("span", { class: `avatar ${extra}`, "aria-hidden": "true", vars: { "--hue": hue(id) } }, initials(name));
}

const SAFE = /^(https?|mailto|tel|tg):/i;

function link(url, label) {
  const href = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`;
  if (!SAFE.test(href)) return el("span", {}, label);
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, label);
}

function wrap(entity, raw, inner, onCommand) {
  switch (entity.type) {
    case "bold": return el("b", {}, inner);
    case "italic": return el("i", {}, inner);
    case "underline": return el("u", {}, inner);
    case "strikethrough": return el("s", {}, inner);
    case "code": return el("code", {}, inner);
    case "pre": return el("pre", {}, el("code", {}, inner));
    case "blockquote": case "expandable_blockquote": return el("blockquote", {}, inner);
    case "text_link": return link(entity.url, inner);
    case "url": return link(raw, inner);
    case "email": return link(`mailto:${raw}`, inner);
    case "spoiler": return el("span", { class: "spoiler", tabindex: 0, role: "button", onclick: (e) => e.currentTarget.classList.add("shown") }, inner);
    case "bot_command": return el("button", { type: "button", class: "command", onclick: () => onCommand?.(raw) }, inner);
    case "mention": case "hashtag": case "text_mention": return el("span", { class: "mention" }, inner);
    default: return el("span", {}, inner);
  }
}

// Entities nest like brackets; offsets are UTF-16 units, as in JavaScript strings.
export function marked(text, entities = [], onCommand = null) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const build = (start, end, inside) => {
    const nodes = [];
    let at = start;
    for (let i = 0; i < inside.length;) {
      const entity = inside[i];
      const last = Math.min(entity.offset + entity.length, end);
      const nested = [];
      for (i += 1; i < inside.length && inside[i].offset < last; i += 1) nested.push(inside[i]);
      if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
      nodes.push(wrap(entity, text.slice(entity.offset, last), build(entity.offset, last, nested), onCommand));
      at = last;
    }
    if (at < end) nodes.push(text.slice(at, end));
    return nodes;
  };
  return build(0, text.length, sorted);
}
