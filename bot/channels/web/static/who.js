// Choosing who one is; each window may be somebody else.

import { makeLink } from "./api.js";
import { face } from "./faces.js";
import { countUnread, nameOf, on, state, tell } from "./state.js";
import { $, make, words } from "./words.js";

const RANK = { leader: 0, member: 1, staff: 2 };

const remembered = () => sessionStorage.getItem("me") ?? localStorage.getItem("me");

function become(id) {
  state.me = id;
  sessionStorage.setItem("me", id);
  localStorage.setItem("me", id);
  for (const room of state.rooms.keys()) countUnread(room);
  $("who").close();
  showMe();
  tell("me");
}

function showMe() {
  const name = make("span", { className: "name" }, state.me ? nameOf(state.me) : words.choose);
  $("me").replaceChildren(...(state.me ? [face(state.me)] : []), name, make("span", { className: "change" }, words.change));
  $("me").setAttribute("aria-label", state.me ? `${words.i_am}${nameOf(state.me)}，${words.change}` : words.choose);
}

function card(person) {
  const button = make("button", { type: "button", className: "person", onclick: () => become(person.id) },
    face(person.id),
    make("span", {}, person.name, make("small", {}, words.roles[person.role])));
  button.setAttribute("aria-pressed", `${person.id === state.me}`);
  button.dataset.person = person.id;
  return make("li", {}, button);
}

/** Under the first room that a person is in; whoever is in many is staff and comes last. */
function groups() {
  const people = [...state.people.values()].sort((a, b) => RANK[a.role] - RANK[b.role]);
  const staff = people.filter((person) => person.role === "staff");
  const others = people.filter((person) => person.role !== "staff");
  const byRoom = [...state.rooms.values()].map((room) =>
    [room.name, others.filter((person) => person.rooms[0] === room.id)]);
  return [...byRoom, [words.roles.staff, staff]].filter(([, members]) => members.length);
}

function ask() {
  $("people").replaceChildren(...groups().flatMap(([name, members]) =>
    [make("h3", {}, name), make("ul", {}, ...members.map(card))]));
  $("nobody").hidden = state.people.size > 0;
  $("who").querySelector(".close").hidden = !state.me;
  $("link-text").textContent = "";
  $("who").showModal();
}

/** Once the people are known. */
export function whoAmI() {
  const id = remembered();
  if (state.people.has(id)) state.me = id;
  showMe();
  if (state.me) tell("me");
  else ask();
}

export function startWho() {
  showMe();
  $("me").onclick = ask;
  on("choose", ask);
  $("who").querySelector(".close").onclick = () => $("who").close();
  $("who").addEventListener("cancel", (event) => { if (!state.me) event.preventDefault(); });
  $("link").onclick = async () => {
    try {
      $("link-text").textContent = `${words.link_made} ${(await makeLink()).url}`;
    } catch {
      $("link-text").textContent = words.failed;
    }
  };
}
