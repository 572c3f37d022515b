// What this window knows: rooms, people, who one is, what was said and how far it was read.

import { boot } from "./words.js";

export const BOT = "bot";
const GONE = "gone/"; // with a number: what stands for a person who was erased

export const state = {
  rooms: new Map(),
  people: new Map(),
  me: null,
  room: null,
  lines: new Map(), // room → lines, oldest first
  read: new Map(), // room → how many of the others' lines are unread
};

const listeners = new Map();

/** Call back whenever `news` is told. */
export function on(news, callback) {
  listeners.set(news, [...(listeners.get(news) ?? []), callback]);
}

export function tell(news, ...details) {
  for (const callback of listeners.get(news) ?? []) callback(...details);
}

export const nameOf = (id) => (id === BOT ? boot.bot : state.people.get(id)?.name ?? id);
/** Whether it went with its sender, who took nothing back. */
export const isErased = (line) => Boolean(line.from?.startsWith(GONE));
export const linesOf = (room) => state.lines.get(room) ?? [];
export const unreadOf = (room) => state.read.get(room) ?? 0;
export const isMember = (room, person = state.me) =>
  state.people.get(person)?.rooms.includes(room) ?? false;
export const membersOf = (room) =>
  [...state.people.values()].filter((person) => person.rooms.includes(room));

export function enroll(rooms, people) {
  state.rooms = new Map(rooms.map((room) => [room.id, room]));
  state.people = new Map(people.map((person) => [person.id, person]));
}

/** Take in lines of one room; the same id replaces what was there.  Returns the new ones. */
export function take(room, incoming) {
  const lines = linesOf(room);
  const places = new Map(lines.map((line, place) => [line.id, place]));
  const fresh = [];
  for (const line of incoming) {
    const place = places.get(line.id);
    if (place === undefined) fresh.push(line);
    else lines[place] = { ...lines[place], state: null, local: null, ...line };
  }
  const stored = (line) => !line.state; // what is still on its way stays at the end
  state.lines.set(room, [
    ...lines.filter(stored),
    ...fresh.filter(stored),
    ...lines.filter((line) => !stored(line)),
    ...fresh.filter((line) => !stored(line)),
  ]);
  return fresh;
}

/** What the server has is right; what is still on its way, and words kept to edit, stay. */
export function replace(room, lines) {
  const before = new Map(linesOf(room).map((line) => [line.id, line]));
  const known = new Set(lines.map((line) => line.id));
  const same = (line) => JSON.stringify({ ...before.get(line.id), ...line }) === JSON.stringify(before.get(line.id));
  const kept = (line) => {
    const old = before.get(line.id);
    if (old && same(line)) return old; // the same object is not drawn again
    return old?.kept ? { ...line, kept: old.kept } : line;
  };
  const waiting = linesOf(room).filter((line) => line.state && !known.has(line.id));
  state.lines.set(room, [...lines.map(kept), ...waiting]);
}

export const findLine = (room, id) => linesOf(room).find((line) => line.id === id);

export function dropLine(room, id) {
  state.lines.set(room, linesOf(room).filter((line) => line.id !== id));
}

export const newestId = (room) => linesOf(room).findLast((line) => !line.state)?.id;

const key = (room) => `read ${state.me} ${room}`;

/** Everything in this room was seen. */
export function markRead(room) {
  localStorage.setItem(key(room), newestId(room) ?? "");
  state.read.set(room, 0);
}

/** Count again what this person has not seen; a room never opened counts as seen so far. */
export function countUnread(room) {
  const lines = linesOf(room).filter((line) => !line.state);
  const seen = localStorage.getItem(key(room));
  if (seen === null) {
    markRead(room);
    return;
  }
  const place = lines.findIndex((line) => line.id === seen);
  const later = lines.slice(place + 1).filter((line) => line.from !== state.me && !line.recalled);
  state.read.set(room, later.length);
}
