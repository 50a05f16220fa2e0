import { read, write } from "./storage.js";
import { announce } from "./announce.js";

// Decides when the page reads again, by clicking its own refresh button: at the interval while it is looked at, every few seconds
// while something failed that may mend by itself; never while paused, hidden, in a dialog, while text is selected or a field is being filled in.
const retrySeconds = 5;
let seen;
let readAt = performance.now();
let askedAt = performance.now();

const isPaused = () => read("paused") === "true";

function isBusy() {
  const active = document.activeElement;
  return document.hidden
    || document.querySelector("dialog[open], details[data-menu][open]") !== null
    || String(getSelection()).length > 0
    || (active instanceof HTMLInputElement && active.type !== "checkbox")
    || active instanceof HTMLSelectElement;
}

function text(seconds) {
  if (seconds < 5) return "just now";
  if (seconds < 90) return `${Math.round(seconds)} s ago`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min ago` : `${Math.round(seconds / 3600)} h ago`;
}

export function refresh() {
  askedAt = performance.now();
  document.querySelector("[data-interactive] [data-refresh]")?.click();
}

export function togglePause() {
  write("paused", String(!isPaused()));
  announce(isPaused() ? "Reading again is paused" : "Reads again by itself");
  tick();
}

function tick() {
  const age = document.querySelector("[data-age]");
  if (!age) return;
  const now = performance.now();
  if (age.dataset.age !== seen) {
    seen = age.dataset.age;
    readAt = askedAt = now;
  }

  const paused = isPaused();
  const words = (paused ? "paused, " : "") + text((now - readAt) / 1000);
  if (age.textContent !== words) age.textContent = words;
  document.querySelector("[data-pause]")?.setAttribute("aria-pressed", String(paused));
  const failed = document.querySelector("[data-failed=transient]") !== null;
  const wait = failed ? retrySeconds : Number(document.querySelector("[data-refresh]").dataset.interval);
  if (!paused && !isBusy() && (now - askedAt) / 1000 >= wait) refresh();
}

document.addEventListener("click", event => {
  if (event.target.closest("[data-pause]")) togglePause();
});
document.addEventListener("visibilitychange", tick);
setInterval(tick, 1000);
tick();
