// Faces: a character on a warm colour; the bot has its own.

import { BOT, nameOf, state } from "./state.js";
import { make } from "./words.js";

const TONES = 8;
const FORMS_OF_ADDRESS = /^[小老阿大](?=.)/u;

/** By order, so that neighbours in a list differ. */
const toneOf = (id, all) => Math.max([...all.keys()].indexOf(id), 0) % TONES;

const letterOf = (name) => [...name.replace(FORMS_OF_ADDRESS, "")][0] ?? "?";

/** A face; tag "button" for one that can be pressed. */
export function face(id, tag = "span") {
  if (id === BOT) return make(tag, { className: "face mark" });
  return make(tag, { className: `face tone-${toneOf(id, state.people)}` }, letterOf(nameOf(id)));
}

export const tile = (room) =>
  make("span", { className: `face tile tone-${(toneOf(room.id, state.rooms) + 3) % TONES}`, "aria-hidden": "true" }, [...room.name][0]);
