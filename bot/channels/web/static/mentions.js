// Addressing somebody: after "@" a list of names, by key or finger.

import { face } from "./faces.js";
import { BOT, membersOf, nameOf, state } from "./state.js";
import { $, make } from "./words.js";

const ASKING = /@([^\s@]{0,12})$/u; // what was typed of a name before the cursor

let chosen = 0;
let offered = [];

const everybody = () => [BOT, ...membersOf(state.room).map((person) => person.id).filter((id) => id !== state.me)];

/** Who is addressed in this text. */
export const mentionsIn = (text) => everybody().filter((id) => text.includes(`@${nameOf(id)}`));

export function insertMention(id) {
  const box = $("say");
  box.setRangeText(`@${nameOf(id)} `, box.selectionStart, box.selectionEnd, "end");
  box.focus();
}

const typed = () => $("say").value.slice(0, $("say").selectionStart).match(ASKING);

function choose(id) {
  const box = $("say");
  const start = box.selectionStart - typed()[0].length;
  box.setRangeText(`@${nameOf(id)} `, start, box.selectionStart, "end");
  box.dispatchEvent(new Event("input"));
  box.focus();
}

function option(id, place) {
  const item = make("li", { id: `name-${place}`, role: "option", "aria-selected": `${place === chosen}` }, face(id), nameOf(id));
  item.onpointerdown = (event) => {
    event.preventDefault(); // the box keeps the focus
    choose(id);
  };
  return item;
}

function show() {
  const asking = typed();
  offered = asking ? everybody().filter((id) => nameOf(id).includes(asking[1])) : [];
  chosen = Math.min(chosen, Math.max(offered.length - 1, 0));
  $("names").hidden = !offered.length;
  $("names").replaceChildren(...offered.map(option));
  $("names").children[chosen]?.scrollIntoView({ block: "nearest" });
  if (offered.length) $("say").setAttribute("aria-activedescendant", `name-${chosen}`);
  else $("say").removeAttribute("aria-activedescendant");
}

function pressed(event) {
  if (!offered.length || event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) chosen = (chosen + step + offered.length) % offered.length;
  else if (event.key === "Enter" || event.key === "Tab") choose(offered[chosen]);
  else if (event.key === "Escape") offered = [];
  else return;
  event.preventDefault();
  if (offered.length) show();
  else $("names").hidden = true;
}

export function startNames() {
  $("say").addEventListener("keydown", pressed);
  $("say").addEventListener("input", () => { chosen = 0; show(); });
  $("say").addEventListener("blur", () => { offered = []; $("names").hidden = true; });
}
