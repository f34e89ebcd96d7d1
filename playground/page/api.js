// Talks to the playground's control API.

export class Refused extends Error {}

let bot = 0;

export const useBot = (id) => { bot = id; };
export const root = () => `/control/${bot}`;
export const fileUrl = (id, save = false) => `${root()}/files/${encodeURIComponent(id)}${save ? "?save" : ""}`;

async function answer(response) {
  const body = await response.json().catch(() => ({ error: response.statusText }));
  if (!response.ok) throw new Refused(body.error || response.statusText);
  return body;
}

export async function get(path) {
  return answer(await fetch(root() + path, { cache: "no-store" }));
}

export async function bots() {
  return answer(await fetch("/control/bots", { cache: "no-store" }));
}

export async function send(method, path, body = {}) {
  const headers = { "Content-Type": "application/json" };
  return answer(await fetch(root() + path, { method, headers, body: JSON.stringify(body) }));
}

// A form with files: XMLHttpRequest is the one that tells how much has gone up.
export function upload(path, form, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", root() + path);
    request.responseType = "json";
    request.upload.onprogress = (event) => onProgress(event.loaded / (event.total || 1));
    request.onerror = () => reject(new Refused("The playground does not answer."));
    request.onload = () => {
      if (request.status < 300) resolve(request.response);
      else reject(new Refused(request.response?.error || request.statusText));
    };
    request.send(form);
  });
}

// Tells of each event after a number, and of each time the connection came back or went.
export function follow(last, onEvent, onBack, onLost) {
  let before = 0;
  let socket;
  let wanted = true;
  const connect = () => {
    socket = new WebSocket(`${location.origin.replace("http", "ws")}${root()}/stream?after=${last}`);
    socket.onopen = () => { if (before) onBack(); before += 1; };
    socket.onmessage = (message) => {
      const event = JSON.parse(message.data);
      last = event.number;
      onEvent(event);
    };
    socket.onclose = () => {
      if (!wanted) return;
      onLost();
      setTimeout(() => wanted && connect(), 1000);
    };
  };
  connect();
  return () => { wanted = false; socket.close(); };
}
