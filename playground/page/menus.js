// Toasts, alerts, dialogs and pop-up menus.

import { el } from "./dom.js";
import { t } from "./strings.js";

export function toast(text, kind = "") {
  const node = el("div", { class: `toast ${kind}` }, text);
  document.getElementById("toasts").append(node);
  setTimeout(() => node.remove(), Math.min(8000, 2500 + text.length * 40));
}

export function dialog(content, { label, wide = false } = {}) {
  const node = el("dialog", { class: wide ? "wide" : "", "aria-label": label }, content);
  node.addEventListener("click", (event) => event.target === node && node.close());
  node.addEventListener("close", () => node.remove());
  document.body.append(node);
  node.showModal();
  return node;
}

export function notice(text) {
  const ok = el("button", { type: "button", class: "primary", autofocus: true, onclick: () => box.close() }, t("ok"));
  const box = dialog([el("p", { class: "notice" }, text), el("div", { class: "buttons" }, ok)], { label: text });
}

export function ask(text) {
  return new Promise((resolve) => {
    const yes = el("button", { type: "button", class: "primary danger", onclick: () => { resolve(true); box.close(); } }, t("ok"));
    const no = el("button", { type: "button", autofocus: true, onclick: () => box.close() }, t("cancel"));
    const box = dialog([el("p", { class: "notice" }, text), el("div", { class: "buttons" }, no, yes)], { label: text });
    box.addEventListener("close", () => resolve(false));
  });
}

let opened = null;

export function closeMenu() {
  opened?.remove();
  opened = null;
}

// A menu at a point or under an element. ``items``: [label, action, class] or an element.
export function menu(items, anchor) {
  closeMenu();
  const before = document.activeElement;
  const entries = items.filter(Boolean).map((item) => {
    if (item instanceof Node) return item;
    const [label, action, kind = ""] = item;
    return el("button", { type: "button", role: "menuitem", class: kind, onclick: () => { closeMenu(); action(); } }, label);
  });
  opened = el("div", { class: "menu", role: "menu", onkeydown: (event) => move(event, before) }, entries);
  document.body.append(opened);
  place(opened, anchor);
  opened.querySelector("button")?.focus({ preventScroll: true });
}

function place(node, anchor) {
  const box = anchor instanceof Element ? anchor.getBoundingClientRect() : { left: anchor.x, right: anchor.x, top: anchor.y, bottom: anchor.y };
  const { offsetWidth: width, offsetHeight: height } = node;
  const below = box.bottom + height + 8 < innerHeight;
  const left = Math.max(8, Math.min(box.left, innerWidth - width - 8));
  node.style.left = `${left}px`;
  node.style.top = `${Math.max(8, below ? box.bottom + 4 : box.top - height - 4)}px`;
}

function move(event, before) {
  const buttons = [...opened.querySelectorAll("button")];
  const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (event.key === "Escape") { closeMenu(); before?.focus(); event.stopPropagation(); }
  if (!step) return;
  event.preventDefault();
  buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length]?.focus();
}

document.addEventListener("pointerdown", (event) => opened && !opened.contains(event.target) && closeMenu());
addEventListener("resize", closeMenu);
