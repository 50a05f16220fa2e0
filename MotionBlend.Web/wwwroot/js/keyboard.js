import { read, write } from "./storage.js";
import { announce } from "./announce.js";
import { refresh, togglePause } from "./refresh.js";

// Shortcuts press what is on the page: links and buttons stay the only way anything happens.
const sheet = () => document.querySelector("dialog[data-keys]");
const press = selector => document.querySelector(selector)?.click();
const areOn = () => read("keys") !== "off";
let goes = false;
let goesTimer;

export function toggleTheme() {
  const root = document.documentElement;
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
  write("theme", root.dataset.theme);
  announce(isDark ? "Light" : "Dark");
}

function openSheet() {
  const dialog = sheet();
  if (!dialog || dialog.open) return;
  dialog.querySelector("[data-keys-enabled]").checked = areOn();
  dialog.showModal();
}

function moveRow(step) {
  const rows = [...document.querySelectorAll("[data-row] [data-open]")];
  if (rows.length === 0) return;
  const at = rows.indexOf(document.activeElement);
  const selected = rows.findIndex(row => row.closest("[aria-selected]"));
  const from = at >= 0 ? at : selected >= 0 ? selected : step > 0 ? -1 : rows.length;
  const next = rows[Math.min(rows.length - 1, Math.max(0, from + step))];
  next.focus();
  next.closest("tr").scrollIntoView({ block: "nearest" });
}

function close() {
  const menu = document.querySelector("details[data-menu][open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
    return true;
  }

  const detail = document.querySelector("[data-detail] [data-close]");
  detail?.click();
  return Boolean(detail);
}

const actions = {
  "?": openSheet,
  "/": () => document.querySelector("[data-find]")?.focus(),
  j: () => moveRow(1),
  k: () => moveRow(-1),
  "[": () => press("[data-previous][href]"),
  "]": () => press("[data-next][href]"),
  r: refresh,
  p: togglePause,
  t: toggleTheme,
};

function isTyping(target) {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox]), select, textarea, [contenteditable]");
}

document.addEventListener("keydown", event => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    if (sheet()?.open) return;
    if (isTyping(event.target)) event.target.blur();
    else if (close()) event.preventDefault();
    return;
  }

  if (isTyping(event.target) || sheet()?.open || !areOn()) return;
  if (goes) {
    goes = false;
    const link = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    if (link) {
      event.preventDefault();
      link.click();
    }
  } else if (event.key === "g") {
    goes = true;
    clearTimeout(goesTimer);
    goesTimer = setTimeout(() => { goes = false; }, 1200);
  } else if (Object.hasOwn(actions, event.key)) {
    event.preventDefault();
    actions[event.key]();
  }
});

document.addEventListener("click", event => {
  const target = event.target;
  if (target.closest("[data-theme-toggle]")) toggleTheme();
  else if (target.closest("[data-keys-open]")) openSheet();
  else if (target.closest("[data-keys-close]")) sheet().close();
});
document.addEventListener("change", event => {
  if (event.target.matches("[data-keys-enabled]")) write("keys", event.target.checked ? "on" : "off");
});
