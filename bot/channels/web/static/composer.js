// Writing: text, quotes, and the key that sends on a desk.

import { findLine, isMember, nameOf, on, state, tell } from "./state.js";
import { addPhotos, startPhotos, takePhotos, photoCount } from "./photos.js";
import { insertMention, mentionsIn, startNames } from "./mentions.js";
import { gist } from "./rooms.js";
import { resend, send, withdraw } from "./sending.js";
import { $, say, words } from "./words.js";

const onDesk = matchMedia("(hover: hover) and (pointer: fine)");
const drafts = new Map(); // room → text

let quoting = null; // line
let room = null;

export function quote(line) {
  quoting = line;
  $("quoting").hidden = !line;
  if (line) {
    $("quoting-text").textContent = `${nameOf(line.from)}：${gist(line)}`;
    $("say").focus();
  }
}

function grow() {
  const box = $("say");
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 3}px`;
  $("send").disabled = !box.value.trim() && !photoCount();
}

function explain(reason) {
  $("refused").textContent = reason;
  $("refused").hidden = !reason;
}

/** What the server will never take is the person's to change: here again, and why. */
function takeBack(line, status) {
  const reason = words.refused[status] ?? words.refused.other;
  const busy = $("say").value.trim() || photoCount();
  if (line.room !== state.room || line.from !== state.me || busy) {
    tell("notice", reason); // the line stays where it is, marked as not sent
    return;
  }
  addPhotos(withdraw(line));
  quote(line.quote ? findLine(line.room, line.quote) ?? null : null);
  rewrite(line.text);
  explain(reason);
}

function submit(event) {
  event?.preventDefault();
  const text = $("say").value.trim();
  if (!text && !photoCount()) return;
  send(state.room, { text, quote: quoting?.id ?? null, mentions: mentionsIn(text), photos: takePhotos() });
  $("say").value = "";
  explain("");
  quote(null);
  grow();
  $("say").focus();
}

function pressed(event) {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return; // input method
  if (event.key === "Enter" && !event.shiftKey && onDesk.matches) submit(event);
  if (event.key === "Escape") quote(null);
}

function pasted(event) {
  const files = [...event.clipboardData.files];
  if (!files.length) return;
  event.preventDefault();
  addPhotos(files);
}

function enter() {
  if (room !== state.room) {
    drafts.set(room, $("say").value);
    room = state.room;
    $("say").value = drafts.get(room) ?? "";
    quote(null);
    explain("");
  }
  const inside = isMember(state.room);
  $("composer").classList.toggle("closed", !inside);
  $("outside").hidden = inside;
  $("outside").textContent = inside ? "" : say("not_member", { name: nameOf(state.me) });
  grow();
  if (inside && onDesk.matches) $("say").focus();
}

/** Put words into the box, for the person to change and send. */
function rewrite(text) {
  $("say").value = text;
  grow();
  $("say").focus();
}

export function startComposer() {
  startPhotos();
  startNames();
  $("composer").onsubmit = submit;
  $("say").addEventListener("keydown", pressed);
  $("say").addEventListener("input", grow);
  $("say").addEventListener("paste", pasted);
  $("unquote").onclick = () => { quote(null); $("say").focus(); };
  for (const news of ["room", "me"]) on(news, enter);
  on("picked", grow);
  on("rewrite", rewrite);
  on("resend", resend);
  on("refused", takeBack);
  on("mention", (id) => { insertMention(id); grow(); });
  const drop = $("room");
  drop.addEventListener("dragover", (event) => event.preventDefault());
  drop.addEventListener("drop", (event) => { event.preventDefault(); addPhotos([...event.dataTransfer.files]); });
  tell("picked");
}
