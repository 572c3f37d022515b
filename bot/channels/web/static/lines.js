// One line of the chat: face, name, bubble, photos, voice, what it quotes.

import { face } from "./faces.js";
import { absence, gist } from "./rooms.js";
import { BOT, findLine, isErased, membersOf, nameOf, state, tell } from "./state.js";
import { $, boot, make, say, words } from "./words.js";

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Text with the names that are addressed set off; nothing in it is ever markup. */
function textOf(line) {
  const names = [boot.bot, ...membersOf(line.room).map((person) => person.name)];
  names.sort((a, b) => b.length - a.length);
  const addressed = new RegExp(`(@(?:${names.map(escaped).join("|")}))`, "u");
  return line.text.split(addressed).map((part, place) =>
    place % 2 ? make("span", { className: "at" }, part) : part);
}

function bubble(line) {
  if (!line.text) return null;
  const toMe = line.from !== state.me && line.mentions.includes(state.me);
  return make("div", { className: toMe ? "bubble to-me" : "bubble" }, ...textOf(line));
}

function photo(line, url, place, count) {
  const alt = say("photo_of", { name: nameOf(line.from) }) + (count > 1 ? ` ${place + 1}/${count}` : "");
  const image = make("img", { alt, src: url, decoding: "async" });
  const button = make("button", { type: "button", onclick: () => tell("view", line, place) }, image);
  image.onload = () => tell("grown");
  image.onerror = () => button.replaceWith(make("a", { href: url, download: "" }, words.photo_unseen));
  return button;
}

function photos(line) {
  const urls = line.local ?? line.photos;
  if (!urls.length) return null;
  return make("div", { className: urls.length > 1 ? "photos" : "photos single" },
    ...urls.map((url, place) => photo(line, url, place, urls.length)));
}

function voice(line) {
  if (!line.voice) return null;
  const player = make("audio", { controls: true, preload: "metadata", src: line.voice });
  player.setAttribute("aria-label", say("voice_of", { name: nameOf(line.from) }));
  player.onerror = () => player.replaceWith(make("a", { href: line.voice, download: "" }, words.voice_unheard));
  const said = line.transcript ? make("p", { className: "transcript" }, line.transcript) : null;
  return make("div", { className: "voice" }, player, said);
}

function quoted(line) {
  if (!line.quote) return null;
  const source = findLine(line.room, line.quote);
  if (!source) return make("p", { className: "quoted" }, words.quote_gone);
  const missing = isErased(source) ? words.erased : words.quote_recalled;
  const text = source.recalled ? missing : `${nameOf(source.from)}：${gist(source)}`;
  const show = () => {
    const target = $("lines").querySelector(`[data-id="${CSS.escape(source.id)}"]`);
    target?.scrollIntoView({ block: "center" });
    target?.classList.add("found");
    setTimeout(() => target?.classList.remove("found"), 1600);
  };
  return make("button", { type: "button", className: "quoted", onclick: show }, make("span", {}, text));
}

function stateOf(line) {
  if (line.state === "sending") return make("span", { className: "state sending", role: "img", "aria-label": words.sending });
  if (line.state !== "failed") return null;
  return make("button", { type: "button", className: "state failed", onclick: () => tell("resend", line) }, `! ${words.not_sent}`);
}

function recalledLine(line) {
  const own = line.from === state.me;
  const again = own && line.kept
    ? make("button", { type: "button", onclick: () => tell("rewrite", line.kept) }, words.edit_again)
    : null;
  const item = make("li", { className: "recalled" }, absence(line), again);
  item.dataset.id = line.id;
  return item;
}

function whoOf(line) {
  if (line.from === state.me) return null;
  const tag = line.from === BOT ? make("span", { className: "tag" }, words.bot_tag) : null;
  return make("div", { className: "who" }, nameOf(line.from), tag);
}

/** A list item that shows the line. */
export function renderLine(line) {
  if (line.recalled) return recalledLine(line);
  const own = line.from === state.me;
  const kind = own ? "line own" : line.from === BOT ? "line bot" : "line";
  const portrait = face(line.from, "button");
  Object.assign(portrait, { type: "button", title: own ? "" : say("mention_hint", { name: nameOf(line.from) }) });
  portrait.setAttribute("aria-label", nameOf(line.from));
  const more = make("button", { type: "button", className: "more", "aria-label": words.more, "aria-haspopup": "menu" }, "⋯");
  const item = make("li", { className: kind }, portrait,
    make("div", { className: "body" }, whoOf(line),
      make("div", { className: "beside" },
        make("div", { className: "content" }, bubble(line), photos(line), voice(line)), stateOf(line), line.state ? null : more),
      quoted(line)));
  item.dataset.id = line.id;
  return item;
}
