// The chat of the open room: in order, with time marks, kept at its end unless one reads above.

import { getNewest } from "./api.js";
import { apart, momentOf } from "./clock.js";
import { renderLine } from "./lines.js";
import { linesOf, markRead, on, replace, state, tell } from "./state.js";
import { $, make, say, words } from "./words.js";

const GAP = 5 * 60_000; // a pause worth a time mark
const NEAR = 80; // px from the end that still count as the end
const PAGE = 200;
const LIMIT = 1000;

let shown = null; // room
let unseen = 0;
let pinned = true;
let drawn = new Map(); // id → [line, element]

const log = () => $("log");
const atEnd = () => log().scrollHeight - log().scrollTop - log().clientHeight < NEAR;
const toEnd = () => { log().scrollTop = log().scrollHeight; };

function elementOf(line, before) {
  const known = before.get(line.id);
  const element = known && known[0] === line ? known[1] : renderLine(line);
  if (!known && before.size) element.classList.add("arrives");
  drawn.set(line.id, [line, element]);
  return element;
}

function elements(room) {
  const before = drawn;
  drawn = new Map();
  const children = [];
  let last = null;
  for (const line of linesOf(room)) {
    if (!last || apart(last.at, line.at) > GAP) {
      children.push(make("li", { className: "mark-time" }, momentOf(line.at)));
    }
    children.push(elementOf(line, before));
    last = line;
  }
  return children;
}

/** Only what changed is touched, so that screen readers hear just the news. */
function patch(list, wanted) {
  let here = list.firstChild;
  for (const element of wanted) {
    if (here === element) here = here.nextSibling;
    else if (here && sameMark(here, element)) here = here.nextSibling;
    else list.insertBefore(element, here);
  }
  while (here) {
    const next = here.nextSibling;
    here.remove();
    here = next;
  }
}

const sameMark = (a, b) =>
  a.className === "mark-time" && b.className === "mark-time" && a.textContent === b.textContent;

function render(room) {
  if (room !== undefined && room !== state.room) return;
  if (!state.room) return;
  if (shown !== state.room) reset();
  patch($("lines"), elements(state.room));
  const count = linesOf(state.room).length;
  $("empty").hidden = count > 0;
  $("empty").textContent = words.nothing_yet;
  $("older").hidden = count < PAGE || count >= LIMIT || count % PAGE !== 0;
  if (pinned) toEnd();
  showNewest();
}

function reset() {
  shown = state.room;
  drawn = new Map();
  $("lines").replaceChildren();
  pinned = true;
  unseen = 0;
}

function showNewest() {
  $("newest").hidden = pinned;
  $("newest").textContent = unseen ? say("new_below", { n: unseen }) : words.to_end;
}

function scrolled() {
  pinned = atEnd();
  if (pinned) {
    unseen = 0;
    see();
  }
  showNewest();
}

/** Read is what is on the screen of somebody who looks. */
function see() {
  if (!state.room || document.hidden || !pinned || !log().clientHeight) return;
  markRead(state.room);
  tell("rooms");
}

function arrived(room, fresh) {
  if (room !== state.room) return;
  const own = fresh.some((line) => line.from === state.me);
  if (own) pinned = true;
  if (!pinned) unseen += fresh.length;
}

async function showOlder() {
  const room = state.room;
  const wanted = Math.min(LIMIT, linesOf(room).length + PAGE);
  replace(room, await getNewest(room, wanted));
  const below = log().scrollHeight - log().scrollTop;
  pinned = false;
  render(room);
  log().scrollTop = log().scrollHeight - below;
}

export function startLog() {
  on("arrived", arrived);
  on("room", () => { render(); see(); });
  on("lines", (room) => { render(room); see(); });
  on("me", () => { shown = null; render(); });
  on("grown", () => { if (pinned) toEnd(); });
  log().addEventListener("scroll", scrolled, { passive: true });
  new ResizeObserver(() => { if (pinned) toEnd(); }).observe(log());
  document.addEventListener("visibilitychange", see);
  $("newest").onclick = () => { pinned = true; toEnd(); scrolled(); };
  $("older").onclick = showOlder;
}
