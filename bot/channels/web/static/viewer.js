// Photos large: arrow keys, buttons, a swipe.

import { nameOf, on } from "./state.js";
import { $, say } from "./words.js";

const SWIPE = 50; // px

let urls = [];
let place = 0;
let name = "";
let start = null;

function show(next) {
  place = (next + urls.length) % urls.length;
  $("viewer-image").src = urls[place];
  $("viewer-image").alt = say("photo_of", { name });
  $("viewer-count").textContent = say("photo_number", { n: place + 1, all: urls.length });
  for (const button of $("viewer").querySelectorAll(".before, .after, .count")) button.hidden = urls.length < 2;
}

export function startViewer() {
  const viewer = $("viewer");
  on("view", (line, at) => {
    urls = line.local ?? line.photos;
    name = nameOf(line.from);
    show(at);
    viewer.showModal();
  });
  viewer.querySelector(".before").onclick = () => show(place - 1);
  viewer.querySelector(".after").onclick = () => show(place + 1);
  viewer.querySelector(".close").onclick = () => viewer.close();
  viewer.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) show(place + step);
  });
  viewer.addEventListener("pointerdown", (event) => { start = event.clientX; });
  viewer.addEventListener("pointerup", (event) => {
    const moved = event.clientX - (start ?? event.clientX);
    if (Math.abs(moved) > SWIPE) show(place + (moved < 0 ? 1 : -1));
    else if (event.target === viewer) viewer.close();
  });
}
