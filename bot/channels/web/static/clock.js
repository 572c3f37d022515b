// Times as people say them, on the neighbourhood's clock: the one the server's times are on.

import { say, words } from "./words.js";

const PARTS = [0, 5, 8, 11, 13, 18]; // from this hour on: 凌晨 早上 上午 中午 下午 晚上
const DAY = 86_400_000;

const offsetOf = (iso) => iso.match(/([+-]\d\d:\d\d|Z)$/)[1];

/** The wall clock of an ISO time, as a Date whose UTC fields are to be read. */
const wall = (iso) => new Date(`${iso.slice(0, 19)}Z`);

function nowAt(offset) {
  const [hours, minutes] = offset === "Z" ? [0, 0] : offset.split(":").map(Number);
  const shift = Math.abs(hours) * 60 + minutes;
  return new Date(Date.now() + (offset.startsWith("-") ? -shift : shift) * 60_000);
}

const dayNumber = (date) => Math.floor(date.getTime() / DAY);

/** “上午 9:41” */
export function hourOf(iso) {
  const at = wall(iso);
  const part = words.parts[PARTS.findLastIndex((hour) => hour <= at.getUTCHours())];
  const hour = at.getUTCHours() > 12 ? at.getUTCHours() - 12 : at.getUTCHours();
  return `${part} ${hour}:${String(at.getUTCMinutes()).padStart(2, "0")}`;
}

function dayOf(iso) {
  const at = wall(iso);
  const now = nowAt(offsetOf(iso));
  const ago = dayNumber(now) - dayNumber(at);
  if (ago <= 0) return "";
  if (ago === 1) return words.yesterday;
  if (ago < 7) return words.weekdays[at.getUTCDay()];
  const values = { y: at.getUTCFullYear(), m: at.getUTCMonth() + 1, d: at.getUTCDate() };
  return say(values.y === now.getUTCFullYear() ? "month_day" : "year_month_day", values);
}

/** “昨天 上午 9:41” */
export const momentOf = (iso) => `${dayOf(iso)} ${hourOf(iso)}`.trim();

/** What fits beside a room's name. */
export const shortOf = (iso) => dayOf(iso) || hourOf(iso);

export const apart = (earlier, later) => Date.parse(later) - Date.parse(earlier);
export const ageOf = (iso) => Date.now() - Date.parse(iso);
