// What one can do with a line: long press, right click, or the button beside it.

import { recall } from "./api.js";
import { ageOf } from "./clock.js";
import { quote } from "./composer.js";
import { discard } from "./sending.js";
import { findLine, isMember, state, tell } from "./state.js";
import { $, make, words } from "./words.js";

const LONG = 480; // milliseconds
const RECALLABLE = 2 * 60_000;
const AGAIN = 900; // milliseconds
const STILL = 10; // px a resting finger may move

let press = null;
let heldAt = -Infinity; // a touch that was held long also comes as a right click
let back = null; // where the focus returns to

async function takeBack(line) {
  try {
    await recall(line.room, line.id);
  } catch {
    tell("notice", words.recall_failed);
  }
}

function choices(line) {
  if (line.state === "failed") {
    return [[words.resend, () => tell("resend", line)], [words.discard, () => discard(line)]];
  }
  const all = [];
  if (isMember(line.room)) all.push([words.quote, () => quote(line)]);
  if (line.text && navigator.clipboard) all.push([words.copy, () => navigator.clipboard.writeText(line.text)]);
  if (line.from === state.me && ageOf(line.at) < RECALLABLE) all.push([words.recall, () => takeBack(line)]);
  return all;
}

function open(line, x, y) {
  const items = line.state === "sending" || line.recalled ? [] : choices(line);
  if (!items.length) return;
  back = document.activeElement;
  const menu = $("menu");
  menu.replaceChildren(...items.map(([label, act]) =>
    make("button", { type: "button", role: "menuitem", onclick: () => { close(); act(); } }, label)));
  menu.hidden = false;
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y, innerHeight - height - 8))}px`;
  menu.firstChild.focus({ preventScroll: true });
}

function close() {
  if ($("menu").hidden) return;
  $("menu").hidden = true;
  back?.focus({ preventScroll: true });
}

function keys(event) {
  const items = [...$("menu").children];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  else if (event.key === "Escape" || event.key === "Tab") close();
  else return;
  event.preventDefault();
}

const lineAt = (target) => {
  const id = target.closest?.("li[data-id]")?.dataset.id;
  return id ? findLine(state.room, id) : null;
};

function held(target, x, y) {
  const line = lineAt(target);
  if (!line) return;
  heldAt = performance.now();
  if (target.closest(".face")) tell("mention", line.from);
  else open(line, x, y);
}

function down(event) {
  if (event.pointerType === "mouse") return;
  const { target, clientX: x, clientY: y } = event;
  press = { x, y, timer: setTimeout(() => { press = null; held(target, x, y); }, LONG) };
}

function moved(event) {
  if (press && Math.hypot(event.clientX - press.x, event.clientY - press.y) > STILL) letGo();
}

function letGo() {
  clearTimeout(press?.timer);
  press = null;
}

export function startMenu() {
  const lines = $("lines");
  lines.addEventListener("pointerdown", down);
  lines.addEventListener("pointermove", moved);
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) lines.addEventListener(end, letGo);
  lines.addEventListener("contextmenu", (event) => {
    if (!lineAt(event.target) || getSelection().toString()) return;
    event.preventDefault();
    if ($("menu").hidden && !press && performance.now() - heldAt > AGAIN) held(event.target, event.clientX, event.clientY);
  });
  lines.addEventListener("click", (event) => {
    const button = event.target.closest(".more");
    const box = button?.getBoundingClientRect();
    if (button) open(lineAt(button), box.left, box.bottom);
    else if (event.target.closest("button.face") && event.detail === 0) tell("mention", lineAt(event.target).from);
  });
  $("menu").addEventListener("keydown", keys);
  addEventListener("pointerdown", (event) => { if (!$("menu").contains(event.target)) close(); });
  addEventListener("resize", close);
}
