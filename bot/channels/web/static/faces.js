// Faces: a character on a warm colour; the bot has its own.

import { BOT, nameOf, state } from "./state.js";
import { make } from "./words.js";

const TONES = 12;
const FORMS_OF_ADDRESS = /^[小老阿大](?=.)/u;

/** By order, so that neighbours in a list differ. */
const toneOf = (id, all) => Math.max([...all.keys()].indexOf(id), 0) % TONES;

const letterOf = (name) => [...name.replace(FORMS_OF_ADDRESS, "")][0] ?? "?";

function portrait(tag, look, letter) {
  const element = make(tag, { className: `face ${look}` });
  element.dataset.letter = letter; // drawn by the style sheet: no part of what is read or copied
  if (tag === "span") element.setAttribute("aria-hidden", "true");
  return element;
}

/** A face; tag "button" for one that can be pressed. */
export const face = (id, tag = "span") =>
  id === BOT
    ? portrait(tag, "mark", "")
    : portrait(tag, `tone-${toneOf(id, state.people)}`, letterOf(nameOf(id)));

export const tile = (room) =>
  portrait("span", `tile tone-${(toneOf(room.id, state.rooms) + 3) % TONES}`, [...room.name][0]);
