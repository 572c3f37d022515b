// Writing: text, quotes, and the key that sends on a desk.

import { isMember, nameOf, on, state, tell } from "./state.js";
import { addPhotos, startPhotos, takePhotos, photoCount } from "./photos.js";
import { insertMention, mentionsIn, startNames } from "./mentions.js";
import { gist } from "./rooms.js";
import { resend, send } from "./sending.js";
import { $, say } from "./words.js";

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

function submit(event) {
  event?.preventDefault();
  const text = $("say").value.trim();
  if (!text && !photoCount()) return;
  send(state.room, { text, quote: quoting?.id ?? null, mentions: mentionsIn(text), photos: takePhotos() });
  $("say").value = "";
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
  on("mention", (id) => { insertMention(id); grow(); });
  const drop = $("room");
  drop.addEventListener("dragover", (event) => event.preventDefault());
  drop.addEventListener("drop", (event) => { event.preventDefault(); addPhotos([...event.dataTransfer.files]); });
  tell("picked");
}
