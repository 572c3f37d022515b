// For newcomers: a sentence to try, and a morning that plays by itself.

import { play } from "./api.js";
import { openRoom } from "./rooms.js";
import { isMember, on, state, tell } from "./state.js";
import { $, boot, words } from "./words.js";

function show(playing) {
  $("play").disabled = playing;
  $("play").textContent = playing ? words.playing : words.play;
}

/** A room where this person may say it. */
function tryRoom() {
  const mine = [...state.rooms.values()].filter((room) => isMember(room.id));
  return mine.find((room) => room.purpose === "organisation")?.id;
}

export function startDemo() {
  if (!boot.demo) return;
  show(boot.playing);
  on("playing", show);
  $("try").onclick = () => {
    const room = tryRoom();
    if (!room) return tell("choose");
    openRoom(room);
    tell("rewrite", $("try").textContent);
  };
  $("play").onclick = async () => {
    show(true);
    try {
      await play();
    } catch (error) {
      if (error.status !== 409) show(false);
    }
    openRoom(boot.start);
  };
}
