// Parts marked data-live="NAME" are fetched anew when the server says that something changed.
const sign = document.getElementById("live");
const parts = () => document.querySelectorAll("[data-live]");
let asking = false;
let source;

const busy = (part) => part.contains(document.activeElement); // nobody is torn from where they are

async function renew() {
  if (asking || !parts().length || document.hidden) return;
  asking = true;
  try {
    const answer = await fetch(location.href, { headers: { "X-Live": "1" } });
    if (!answer.ok || new URL(answer.url).pathname.endsWith("/sign-in")) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of parts()) {
      const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
      if (fresh && !busy(part) && fresh.innerHTML !== part.innerHTML) part.replaceWith(fresh);
    }
  } catch {
    sign.classList.add("broken"); // the stream says when it is well again
  } finally {
    asking = false;
  }
}

// What is wrong with a form is where the eyes and the next key are.
const wrong = document.querySelector("[aria-invalid='true'], .problem[role='alert']");
for (let part = wrong?.closest("details"); part; part = part.parentElement?.closest("details")) part.open = true;
if (wrong) {
  if (!wrong.matches("input, textarea, select")) wrong.tabIndex = -1;
  wrong.focus();
  wrong.scrollIntoView({ block: "center" });
}

function listen() {
  source = new EventSource("/console/live");
  source.addEventListener("changed", renew);
  source.addEventListener("open", () => {
    if (sign.classList.contains("broken")) renew(); // whatever happened meanwhile
    sign.classList.remove("broken");
  });
  source.addEventListener("error", () => sign.classList.add("broken"));
}

// Browsers open few connections to one address, so pages that nobody looks at give theirs back.
function look() {
  source?.close();
  if (document.hidden) return;
  listen();
  renew();
}

if (parts().length) {
  sign.hidden = false;
  listen();
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => event.persisted && look());
}
