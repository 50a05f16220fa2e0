// Says a short sentence to everybody: a line at the bottom for eyes, a live region for screen readers.
let timer;

export function announce(text) {
  const region = document.querySelector("[data-announce]");
  if (!region) return;
  region.textContent = text;
  region.classList.add("toast");
  region.classList.remove("visually-hidden");
  clearTimeout(timer);
  timer = setTimeout(() => {
    region.classList.add("visually-hidden");
    region.classList.remove("toast");
    region.textContent = "";
  }, 2500);
}
