// Photos that were chosen and not sent yet.

import { tell } from "./state.js";
import { $, make, words } from "./words.js";

const MOST = 9;
const LARGEST = 20 * 1024 * 1024; // bytes, as the server has it

let picked = [];

export const photoCount = () => picked.length;

export function addPhotos(files) {
  const images = files.filter((file) => file.type.startsWith("image/") || /\.hei[cf]$/i.test(file.name));
  const fitting = images.filter((file) => file.size <= LARGEST);
  if (fitting.length < images.length) tell("notice", words.too_large);
  if (picked.length + fitting.length > MOST) tell("notice", words.too_many_photos);
  picked = [...picked, ...fitting].slice(0, MOST);
  show();
}

/** The photos, which are then no longer waiting to be sent. */
export function takePhotos() {
  const taken = picked;
  picked = [];
  show();
  return taken;
}

function item(file) {
  const url = URL.createObjectURL(file);
  const image = make("img", { src: url, alt: file.name, onload: () => URL.revokeObjectURL(url) });
  const remove = () => {
    picked = picked.filter((each) => each !== file);
    show();
  };
  return make("li", {}, image,
    make("button", { type: "button", "aria-label": words.remove_photo, onclick: remove }, "×"));
}

function show() {
  $("picked").hidden = !picked.length;
  $("picked").replaceChildren(...picked.map(item));
  tell("picked");
}

export function startPhotos() {
  $("photos").onchange = () => {
    addPhotos([...$("photos").files]);
    $("photos").value = "";
    $("say").focus();
  };
}
