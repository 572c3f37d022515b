// The list of rooms, with what was said last and what is unread.

import { shortOf } from "./clock.js";
import { tile } from "./faces.js";
import { isErased, isMember, linesOf, membersOf, nameOf, on, state, tell, unreadOf } from "./state.js";
import { $, boot, make, say, words } from "./words.js";

const ORDER = { organisation: 0, leaders: 1, staff: 2, private: 3 };

/** What stands for a message whose words are gone; whose sender was erased has no name. */
export function absence(line) {
  if (isErased(line)) return words.erased;
  return line.from === state.me ? words.you_recalled : say("they_recalled", { name: nameOf(line.from) });
}

/** One line that says what a message holds. */
export function gist(line) {
  if (line.recalled) return absence(line);
  const count = (line.local ?? line.photos).length;
  const photos = count > 1 ? say("photos", { n: count }) : count ? words.photo : "";
  const voice = line.voice ? words.voice + (line.transcript ?? "") : "";
  return `${photos}${voice}${line.text ?? ""}`.replace(/\s+/g, " ");
}

export function openRoom(id) {
  state.room = id;
  $("app").dataset.view = "room";
  if (history.state?.room !== id) history.pushState({ room: id }, "");
  tell("room");
  tell("lines", id);
}

function leaveRoom() {
  state.room = matchMedia("(min-width: 56rem)").matches ? state.room : null;
  $("app").dataset.view = "rooms";
  render();
}

function item(room) {
  const last = linesOf(room.id).at(-1);
  const unread = unreadOf(room.id);
  const who = last && !last.recalled && last.from !== state.me ? `${nameOf(last.from)}：` : "";
  const badge = unread
    ? make("span", { className: "unread", "aria-label": say("unread", { n: unread }) }, unread > 99 ? "99+" : `${unread}`)
    : null;
  const button = make("button", { type: "button", className: "room-item", onclick: () => openRoom(room.id) },
    tile(room),
    make("span", { className: "name" }, room.name),
    make("span", { className: "at" }, last ? shortOf(last.at) : ""),
    make("span", { className: "last" }, last ? who + gist(last) : words.purposes[room.purpose]),
    badge);
  button.dataset.room = room.id;
  if (room.id === state.room) button.setAttribute("aria-current", "true");
  return make("li", {}, button);
}

function group(title, rooms) {
  if (!rooms.length) return [];
  return [make("li", { role: "presentation" }, make("h2", {}, title)), ...rooms.map(item)];
}

function render() {
  const held = document.activeElement?.dataset?.room;
  const rooms = [...state.rooms.values()].sort((a, b) => ORDER[a.purpose] - ORDER[b.purpose]);
  const mine = rooms.filter((room) => isMember(room.id));
  const others = rooms.filter((room) => !isMember(room.id));
  $("room-list").replaceChildren(...group(words.my_rooms, mine), ...group(words.other_rooms, others));
  if (held) $("room-list").querySelector(`[data-room="${CSS.escape(held)}"]`)?.focus();
  const unread = mine.reduce((sum, room) => sum + unreadOf(room.id), 0);
  document.title = unread ? `(${unread}) ${boot.bot}` : boot.bot;
}

function renderTitle() {
  const room = state.rooms.get(state.room);
  if (!room) return;
  $("room-name").textContent = room.name;
  $("room-people").textContent = say("people_count", { n: membersOf(room.id).length });
}

export function startRooms() {
  for (const news of ["room", "lines", "me", "rooms"]) on(news, render);
  for (const news of ["room", "rooms"]) on(news, renderTitle);
  $("back").onclick = () => history.back();
  addEventListener("popstate", () => (history.state?.room ? openRoom(history.state.room) : leaveRoom()));
}
