// Small manners of the page that need no server: rows open by a click anywhere, menus close, focus goes where it belongs.
document.addEventListener("click", event => {
  const target = event.target;
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    const isInside = menu.contains(target);
    if (!isInside || target.closest("a")) menu.open = false;
  }

  if (target.closest("[data-skip]")) {
    event.preventDefault();
    event.stopPropagation();
    document.getElementById("content").focus();
  } else if (target.closest("[data-scroll-top]")) {
    scrollTo({ top: 0 });
  } else if (target.closest("[data-close]")) {
    const id = document.querySelector("[data-row][aria-selected] [data-open]")?.textContent;
    if (id) focusRow(id, 20);
  } else if (!target.closest("a, button, summary, input, select") && String(getSelection()).length === 0) {
    target.closest("[data-row]")?.querySelector("[data-open]").click();
  }
}, true);

// The row gets the focus back once the detail is gone from the page.
function focusRow(id, tries) {
  if (document.querySelector("[data-detail]") && tries > 0) {
    setTimeout(() => focusRow(id, tries - 1), 50);
  } else {
    [...document.querySelectorAll("[data-open]")].find(link => link.textContent === id)?.focus();
  }
}

// Filters start folded where they would push the list off a small screen.
if (matchMedia("(max-width: 1100px)").matches) {
  const fold = () => document.querySelectorAll("details[data-filters]:not([data-folded])").forEach(details => {
    details.open = false;
    details.dataset.folded = "";
  });
  new MutationObserver(fold).observe(document.body, { childList: true, subtree: true });
  fold();
}

// The sticky parts below the scope bar need to know how tall it is.
const measure = new ResizeObserver(([entry]) =>
  document.documentElement.style.setProperty("--scope-height", `${Math.ceil(entry.target.getBoundingClientRect().height)}px`));
let observed;
new MutationObserver(watch).observe(document.body, { childList: true, subtree: true });
function watch() {
  const bar = document.querySelector(".scope");
  if (bar && bar !== observed) {
    if (observed) measure.unobserve(observed);
    observed = bar;
    measure.observe(bar);
  }
}
watch();
