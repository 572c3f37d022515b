// What one says appears at once and goes out until the server has it; the id makes doubles harmless.

import { post } from "./api.js";
import { dropLine, findLine, state, take, tell } from "./state.js";

const PATIENCE = 30_000; // then it is for the person to try again
const files = new Map(); // id → photos still to be sent

const newId = () => [...crypto.getRandomValues(new Uint8Array(16))]
  .map((byte) => byte.toString(16).padStart(2, "0")).join("");

const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Local time, written on the clock that the other lines are on. */
function timeLike(lines) {
  const offset = lines.at(-1)?.at.match(/([+-])(\d\d):(\d\d)$/);
  const minutes = offset ? Number(`${offset[1]}1`) * (Number(offset[2]) * 60 + Number(offset[3])) : -new Date().getTimezoneOffset();
  const wall = new Date(Date.now() + minutes * 60_000).toISOString().slice(0, 23);
  const pad = (number) => String(Math.floor(number)).padStart(2, "0");
  const size = Math.abs(minutes);
  return `${wall}${minutes < 0 ? "-" : "+"}${pad(size / 60)}:${pad(size % 60)}`;
}

export function send(room, { text, quote, mentions, photos }) {
  const id = newId();
  const all = [...state.lines.values()].flat();
  const line = {
    id, room, from: state.me, text, quote, mentions, at: timeLike(all), photos: [], recalled: false,
    state: "sending", local: photos.length ? photos.map((file) => URL.createObjectURL(file)) : null,
  };
  files.set(id, photos);
  tell("arrived", room, take(room, [line]));
  tell("lines", room);
  deliver(line);
}

export function resend(line) {
  change(line, { state: "sending" });
  deliver(line);
}

/** Take a line that was refused back; its photos. */
export function withdraw(line) {
  const photos = files.get(line.id) ?? [];
  discard(line);
  return photos;
}

export function discard(line) {
  files.delete(line.id);
  dropLine(line.room, line.id);
  tell("lines", line.room);
}

async function deliver(line) {
  const { id, from, text, quote, mentions, room } = line;
  const until = Date.now() + PATIENCE;
  for (let pause = 500; ; pause = Math.min(pause * 2, 5000)) {
    try {
      await post(room, { id, from, text, quote, mentions }, files.get(id) ?? []);
      break;
    } catch (error) {
      if (error.passes && Date.now() <= until) {
        await wait(pause);
        continue;
      }
      change(line, { state: "failed" });
      if (!error.passes) tell("refused", line, error.status);
      return;
    }
  }
  files.delete(id);
  if (findLine(room, id)?.state) change(line, { state: null });
}

function change(line, changes) {
  const here = findLine(line.room, line.id);
  if (here) take(line.room, [{ ...here, ...changes, local: here.local }]);
  tell("lines", line.room);
}
