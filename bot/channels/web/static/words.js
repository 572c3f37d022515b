// What the server put into the page: words for people, and where to begin.

const read = (id) => JSON.parse(document.getElementById(id).textContent);

export const boot = read("boot");
export const words = read("words");

/** The words with {name} and the like filled in. */
export const say = (key, values = {}) =>
  words[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? (name === "bot" ? boot.bot : ""));

export const $ = (id) => document.getElementById(id);

/** A new element: make("p", {className: "note"}, "text", child). */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}
