// The page: everything is started here, and then told what happens.

import { startComposer } from "./composer.js";
import { startDemo } from "./demo.js";
import { load, startLive } from "./live.js";
import { startLog } from "./log.js";
import { startMenu } from "./menu.js";
import { openRoom, startRooms } from "./rooms.js";
import { isMember, on, state } from "./state.js";
import { startViewer } from "./viewer.js";
import { startWho, whoAmI } from "./who.js";
import { $ } from "./words.js";

const NOTICE = 4000; // milliseconds

function notice(text) {
  $("status").textContent = text;
  $("status").hidden = false;
  setTimeout(() => { if ($("status").textContent === text) $("status").hidden = true; }, NOTICE);
}

/** On a desk both columns are there, so one room is open from the start. */
function openFirst() {
  if (state.room || !matchMedia("(min-width: 56rem)").matches) return;
  const room = [...state.rooms.keys()].find((id) => isMember(id));
  if (room) openRoom(room);
}

let met = false;

startRooms();
startLog();
startComposer();
startMenu();
startViewer();
startWho();
startDemo();
on("notice", notice);
on("room", () => load(state.room).catch(() => {}));
on("loaded", () => {
  if (met) return;
  met = true;
  whoAmI();
  if (history.state?.room) openRoom(history.state.room);
});
on("me", openFirst);
startLive();
