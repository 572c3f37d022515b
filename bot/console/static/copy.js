// A button with data-copy="ID" puts the words of that element on the clipboard.
document.documentElement.classList.add("can-copy");

async function copy(from) {
  try {
    await navigator.clipboard.writeText(from.innerText);
  } catch { // without https there is no clipboard but this one
    getSelection().selectAllChildren(from);
    document.execCommand("copy");
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await copy(document.getElementById(button.dataset.copy));
  button.textContent = button.dataset.copied;
});
