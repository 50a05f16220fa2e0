// Words the state of the connection. Blazor opens the dialog and tells by an event what goes on. A cut of a second or two is not
// worth a word; when the server has forgotten this page, it is loaded again at once: all its state is in the address.
const dialog = document.getElementById("components-reconnect-modal");
const text = dialog.querySelector("[data-reconnect-text]");
const patience = 2000;
let opening;

function show(words) {
  text.textContent = words;
  if (!dialog.open) dialog.show();
}

function settle() {
  clearTimeout(opening);
  opening = undefined;
}

dialog.addEventListener("components-reconnect-state-changed", ({ detail: { state } }) => {
  if (state === "show" || state === "retrying") {
    opening ??= setTimeout(() => show("The connection is lost. What you see may be old; connecting again…"), patience);
    return;
  }

  settle();
  if (state === "hide") {
    dialog.close();
  } else if (state === "failed") {
    show("The dashboard does not answer. It is asked again when you come back to this tab.");
    document.addEventListener("visibilitychange", retry);
  } else if (state === "rejected") {
    location.reload();
  }
});
dialog.querySelector("[data-reconnect-reload]").addEventListener("click", () => location.reload());

async function retry() {
  if (document.visibilityState !== "visible") return;
  document.removeEventListener("visibilitychange", retry);
  if (!await Blazor.reconnect()) location.reload();
}
