// Hearing what is said: one socket for all rooms, and everything anew when it was gone.

import { getNewest, getPeople, getRooms } from "./api.js";
import { countUnread, enroll, findLine, replace, state, take, tell } from "./state.js";
import { $, words } from "./words.js";

const FIRST = 500;
const LONGEST = 8000; // milliseconds between two attempts
const PATIENCE = 1500; // a restart shorter than this need not be mentioned

let socket = null;
let pause = FIRST;
let retry = null;
let notice = null;

function show(connected) {
  clearTimeout(notice);
  if (connected) $("status").hidden = true;
  else notice = setTimeout(() => {
    $("status").textContent = words.reconnecting;
    $("status").hidden = false;
  }, PATIENCE);
}

function connect() {
  clearTimeout(retry);
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  socket = new WebSocket(`${scheme}://${location.host}/ws/rooms`);
  socket.onopen = opened;
  socket.onclose = closed;
  socket.onmessage = (message) => heard(JSON.parse(message.data));
}

function closed() {
  show(false);
  clearTimeout(retry);
  retry = setTimeout(connect, pause * (0.75 + Math.random() / 2));
  pause = Math.min(pause * 2, LONGEST);
}

async function opened() {
  pause = FIRST;
  try {
    await refresh();
    show(true);
  } catch {
    socket.close();
  }
}

/** What was said while nobody listened. */
async function refresh() {
  const [rooms, people] = await Promise.all([getRooms(), getPeople()]);
  enroll(rooms, people);
  tell("rooms");
  await Promise.all(rooms.map((room) => load(room.id)));
  tell("loaded");
}

async function load(room) {
  replace(room, await getNewest(room, room === state.room ? 200 : 50));
  countUnread(room);
  tell("lines", room);
}

function heard(news) {
  if ("playing" in news) tell("playing", news.playing);
  else if (news.recalled) takenBack(news);
  else if (!("from" in news)) read(news);
  else {
    const fresh = take(news.room, [news]);
    if (fresh.length) tell("arrived", news.room, fresh);
    countUnread(news.room);
    tell("lines", news.room);
  }
}

/** What a voice message says is known now. */
function read({ room, id, transcript }) {
  const line = findLine(room, id);
  if (!line || line.recalled) return;
  take(room, [{ ...line, transcript }]);
  tell("lines", room);
}

function takenBack({ room, id }) {
  const line = findLine(room, id);
  if (!line || line.recalled) return;
  const kept = line.from === state.me ? line.text : null;
  take(room, [{ ...line, recalled: true, text: null, photos: [], voice: null, transcript: null, kept }]);
  countUnread(room);
  tell("lines", room);
}

/** At once, when there is reason to hope. */
function hurry() {
  if (document.hidden || socket.readyState <= WebSocket.OPEN) return;
  pause = FIRST;
  connect();
}

export function startLive() {
  addEventListener("online", hurry);
  document.addEventListener("visibilitychange", hurry);
  connect();
}

export { load };
