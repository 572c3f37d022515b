// Talking with the server.

export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }

  /** Trying the same again may help. */
  get passes() {
    return this.status === 0 || this.status >= 500 || this.status === 429;
  }
}

async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refusal(0, "no connection");
  }
  if (response.status === 401) location.reload(); // the door asks who is there
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(response.status, answer.error ?? response.statusText);
  return answer;
}

const messages = (room) => `/api/rooms/${encodeURIComponent(room)}/messages`;

export const getRooms = () => call("/api/rooms");
export const getPeople = () => call("/api/people");
export const getNewest = (room, limit) => call(`${messages(room)}?newest=1&limit=${limit}`);
export const recall = (room, id) =>
  call(`${messages(room)}/${encodeURIComponent(id)}`, { method: "DELETE" });
export const play = () => call("/demo/play", { method: "POST" });
export const makeLink = () => call("/links", { method: "POST" });

/** Post one message; the same id again is harmless, so a lost answer costs nothing. */
export function post(room, message, files) {
  if (!files.length) {
    const headers = { "Content-Type": "application/json" };
    return call(messages(room), { method: "POST", headers, body: JSON.stringify(message) });
  }
  const form = new FormData();
  for (const [name, value] of Object.entries(message)) {
    if (Array.isArray(value)) value.forEach((each) => form.append(name, each));
    else if (value) form.append(name, value);
  }
  files.forEach((file) => form.append("photo", file, file.name || "photo"));
  return call(messages(room), { method: "POST", body: form });
}
