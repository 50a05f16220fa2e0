import { announce } from "./announce.js";

// The clipboard API exists in secure contexts only; a studio's plain-http host still gets its copy.
async function copy(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return true;
  }

  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

document.addEventListener("click", async event => {
  const button = event.target.closest("[data-copy], [data-copy-link]");
  if (!button) return;
  const isLink = button.hasAttribute("data-copy-link");
  let done = false;
  try {
    done = await copy(isLink ? location.href : button.dataset.copy);
  } catch (error) {
    if (error.name !== "NotAllowedError") throw error;
  }

  button.focus();
  announce(done ? (isLink ? "Link copied" : "Copied") : "The browser did not allow copying");
});
