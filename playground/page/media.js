// Shows files in messages.

import { fileUrl } from "./api.js";
import { button, el, icon } from "./dom.js";
import { duration, hue, size } from "./format.js";
import { dialog } from "./menus.js";
import { t } from "./strings.js";

const SHOWN = /^image\/(png|jpe?g|gif|webp|avif|bmp)$/;

export function fileOf(seen) {
  const field = seen.message[seen.kind];
  return Array.isArray(field) ? field.at(-1) : field;
}

export const hasFile = (seen) => !["text", "service"].includes(seen.kind);
export const fileName = (seen) => fileOf(seen)?.file_name || "";

export function summary(seen) {
  const text = seen.message.text || seen.message.caption || "";
  if (seen.kind === "service") return service(seen);
  if (!hasFile(seen)) return text;
  const label = fileName(seen) && seen.kind === "document" ? `📎 ${fileName(seen)}` : `${MARKS[seen.kind]} ${t(seen.kind)}`;
  return text ? `${label}, ${text}` : label;
}

export function service(seen) {
  const { message } = seen;
  if (message.new_chat_member) return t("joined", message.new_chat_member.first_name);
  if (message.left_chat_member) return t("left", message.left_chat_member.first_name);
  if (message.forum_topic_created) return t("topicAdded", message.forum_topic_created.name);
  if (message.migrate_to_chat_id) return t("becameSuper");
  return seen.message.migrate_from_chat_id ? t("wasGroup") : "…";
}

const MARKS = { document: "📎", photo: "🖼", video: "🎬", audio: "🎵", voice: "🎤", video_note: "⏺", animation: "🎞", sticker: "🏷" };

export function media(seen) {
  const file = fileOf(seen);
  const make = { photo, video, animation, audio, voice, video_note: round, sticker, document: card };
  return make[seen.kind](file, seen);
}

const WIDEST = 420;

// The room a picture will take, before it is there.
function room(file) {
  if (!file.width || !file.height) return {};
  const width = Math.max(120, file.width * Math.min(1, WIDEST / file.width, WIDEST / file.height));
  return { "--ratio": `${file.width} / ${file.height}`, "--width": `${Math.round(width)}px` };
}

function picture(file, label, extra = "") {
  const image = el("img", { src: fileUrl(file.file_id), alt: label, loading: "lazy" });
  const open = () => lightbox(file, label);
  return el("button", { type: "button", class: `picture ${extra}`, "aria-label": `${t("open")}: ${label}`, onclick: open, vars: room(file) }, image);
}

function lightbox(file, label) {
  const image = el("img", { src: fileUrl(file.file_id), alt: label });
  const save = el("a", { class: "round", href: fileUrl(file.file_id, true), download: "", title: t("save"), "aria-label": t("save") }, icon("download"));
  const close = button(t("close"), "close", () => box.close(), { class: "round", autofocus: true });
  const box = dialog([el("div", { class: "lightbox-tools" }, save, close), image], { label, wide: true });
  box.classList.add("lightbox");
}

const photo = (file) => picture(file, t("photo"));

function film(file, extra) {
  const node = el("video", { src: fileUrl(file.file_id), preload: "metadata", playsinline: true, ...extra });
  if (extra.muted) node.muted = true;
  return el("div", { class: "film", vars: room(file) }, node, extra.controls && file.file_name ? save(file) : null);
}

const video = (file) => film(file, { controls: true });

function animation(file) {
  if (file.mime_type === "image/gif") return picture(file, t("animation"));
  return film(file, { autoplay: true, loop: true, muted: true, controls: true });
}

function round(file) {
  const node = el("video", { src: fileUrl(file.file_id), preload: "metadata", playsinline: true, class: "round-video", tabindex: 0, "aria-label": t("video_note") });
  const play = () => (node.paused ? node.play() : node.pause());
  node.addEventListener("click", play);
  node.addEventListener("keydown", (event) => event.key === "Enter" && play());
  return el("div", { class: "round-frame" }, node, el("span", { class: "length" }, duration(file.duration)));
}

function sticker(file) {
  if (file.is_animated) return card({ ...file, file_name: "sticker.tgs" });
  const shown = { src: fileUrl(file.file_id), class: "sticker" };
  return file.is_video ? el("video", { ...shown, autoplay: true, loop: true, playsinline: true }) : el("img", { ...shown, alt: t("sticker") });
}

function voice(file) {
  return el("div", { class: "voice" }, el("audio", { src: fileUrl(file.file_id), controls: true, preload: "metadata", "aria-label": t("voice") }));
}

function audio(file) {
  const about = [file.performer, file.title].filter(Boolean).join(" — ");
  return el("div", { class: "song" }, card(file, null, about), el("audio", { src: fileUrl(file.file_id), controls: true, preload: "metadata" }));
}

function save(file) {
  return el("a", { class: "file-line", href: fileUrl(file.file_id, true), download: file.file_name || "" }, icon("download"), el("span", {}, file.file_name), el("small", {}, size(file.file_size)));
}

function thumb(file) {
  const end = (file.file_name || "").split(".").pop();
  const mark = end && end !== file.file_name && end.length <= 5 ? end.toUpperCase() : "";
  const shows = SHOWN.test(file.mime_type || "") && file.file_size < 20e6;
  if (shows) return el("span", { class: "thumb" }, el("img", { src: fileUrl(file.file_id), alt: "", loading: "lazy" }));
  return el("span", { class: "thumb", vars: { "--hue": hue(mark) } }, mark ? el("b", {}, mark) : icon("download"));
}

function card(file, seen = null, about = "") {
  const name = file.file_name || t("document");
  const line = [about, duration_(file), size(file.file_size)].filter(Boolean).join(" · ");
  const link = el("a", { class: "file", href: fileUrl(file.file_id, true), download: file.file_name || "", "aria-label": `${t("save")}: ${name}` },
    thumb(file), el("span", { class: "file-name" }, name), el("small", {}, line), el("span", { class: "file-save" }, icon("download")));
  if (!seen) return link;
  const type = file.mime_type || "";
  const source = { src: fileUrl(file.file_id), controls: true, preload: "metadata" };
  if (SHOWN.test(type) && file.file_size < 20e6) return el("div", {}, picture(file, name, "below"), link);
  if (/^video\/(mp4|webm)$/.test(type)) return el("div", {}, el("div", { class: "film" }, el("video", { ...source, playsinline: true })), link);
  if (/^audio\/(mpeg|ogg|mp4|x-m4a|wav|x-wav|flac|x-flac|aac)$/.test(type)) return el("div", { class: "song" }, link, el("audio", source));
  return link;
}

const duration_ = (file) => (file.duration ? duration(file.duration) : "");
