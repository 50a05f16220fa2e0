// Moving over bars, extending a range, dragging one and typing one: all here, without a message to the server. What comes out is a
// link that says what it will show; it follows the same address grammar as every other link.
const groups = new WeakMap();

function stateOf(histogram) {
  let state = groups.get(histogram);
  if (!state) {
    state = { from: -1, to: -1 };
    groups.set(histogram, state);
  }

  return state;
}

const barsOf = histogram => [...histogram.querySelectorAll("svg a")];
const short = value => String(Number(Number(value).toFixed(4)));

function rangeText(histogram, from, to) {
  const { ownFrom, ownTo, ownExcludes } = histogram.dataset;
  const low = ownFrom && Number(ownFrom) > from ? Number(ownFrom) : from;
  const cut = ownTo && Number(ownTo) < to;
  const high = cut ? Number(ownTo) : to;
  const excludes = cut ? ownExcludes === "true" : to < 1;
  return `${short(low)}..${excludes ? "%3C" : ""}${short(high)}`;
}

function write(field, value) {
  if (field !== document.activeElement) field.value = value;
}

function show(histogram) {
  const state = stateOf(histogram);
  const bars = barsOf(histogram);
  const go = histogram.querySelector("[data-range-go]");
  const chosen = state.from < 0 ? [] : bars.slice(state.from, state.to + 1);
  bars.forEach((bar, index) => bar.toggleAttribute("data-in", index >= state.from && index <= state.to));
  histogram.toggleAttribute("data-ranging", chosen.length > 0);
  if (chosen.length === 0) {
    go.textContent = go.dataset.hint;
    return;
  }

  const from = Number(chosen[0].dataset.from);
  const to = Number(chosen.at(-1).dataset.to);
  const count = chosen.reduce((sum, bar) => sum + Number(bar.dataset.count), 0);
  write(histogram.querySelector("[data-range-from]"), short(from));
  write(histogram.querySelector("[data-range-to]"), short(to));
  if (count === 0) {
    go.textContent = `No blends with quality ${short(from)} – ${short(to)}`;
    return;
  }

  const link = document.createElement("a");
  link.href = histogram.dataset.href.replace("RANGE", rangeText(histogram, from, to));
  link.textContent = `Show ${count.toLocaleString("en-US")} ${count === 1 ? "blend" : "blends"} with quality ${short(from)} – ${short(to)}`;
  go.replaceChildren(link);
}

function select(histogram, one, other) {
  const state = stateOf(histogram);
  state.from = Math.min(one, other);
  state.to = Math.max(one, other);
  show(histogram);
}

function clear(histogram) {
  const state = stateOf(histogram);
  state.from = state.to = state.anchor = -1;
  show(histogram);
}

document.addEventListener("keydown", event => {
  const bar = event.target.closest?.("[data-histogram] svg a");
  if (!bar) return;
  const histogram = bar.closest("[data-histogram]");
  const bars = barsOf(histogram);
  const at = bars.indexOf(bar);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: bars.length - 1 }[event.key];
  const state = stateOf(histogram);
  if (event.key === "Escape" && state.from >= 0) {
    clear(histogram);
    event.preventDefault();
  } else if (event.key === "Enter" && state.to > state.from) {
    event.preventDefault();
    histogram.querySelector("[data-range-go] a")?.click();
  } else if (next >= 0 && next < bars.length) {
    event.preventDefault();
    bars.forEach((other, index) => other.setAttribute("tabindex", index === next ? "0" : "-1"));
    bars[next].focus();
    if (event.shiftKey) {
      state.anchor = state.anchor >= 0 ? state.anchor : at;
      select(histogram, state.anchor, next);
    } else if (state.from >= 0) {
      clear(histogram);
    }
  }
});

document.addEventListener("input", event => {
  const histogram = event.target.closest("[data-histogram]");
  if (!histogram || !event.target.matches("[data-range-from], [data-range-to]")) return;
  const from = histogram.querySelector("[data-range-from]").value;
  const to = histogram.querySelector("[data-range-to]").value;
  const bars = barsOf(histogram);
  const first = from === "" ? 0 : bars.findIndex(bar => Number(bar.dataset.to) > Number(from) + 1e-9);
  const last = to === "" ? bars.length - 1 : bars.findLastIndex(bar => Number(bar.dataset.from) < Number(to) - 1e-9);
  if (first >= 0 && last >= first) select(histogram, first, last);
  else clear(histogram);
});

let drag;
document.addEventListener("pointerdown", event => {
  const bar = event.target.closest("[data-histogram] svg a");
  if (!bar || event.button !== 0) return;
  drag = { histogram: bar.closest("[data-histogram]"), at: bar, moved: false };
});
document.addEventListener("pointermove", event => {
  if (!drag) return;
  const bar = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-histogram] svg a");
  if (!bar || bar.closest("[data-histogram]") !== drag.histogram || (bar === drag.at && !drag.moved)) return;
  drag.moved = true;
  const bars = barsOf(drag.histogram);
  select(drag.histogram, bars.indexOf(drag.at), bars.indexOf(bar));
});
document.addEventListener("pointerup", () => {
  if (drag?.moved) addEventListener("click", event => { event.preventDefault(); event.stopImmediatePropagation(); }, { capture: true, once: true });
  const ended = drag;
  drag = undefined;
  if (ended?.moved) setTimeout(() => ended.histogram.querySelector("[data-range-go] a")?.focus());
});
document.addEventListener("dragstart", event => {
  if (event.target.closest?.("[data-histogram] svg a")) event.preventDefault();
});

// A histogram that has just been drawn has its hint and no range.
const prepare = () => document.querySelectorAll("[data-histogram]").forEach(histogram => {
  if (!groups.has(histogram)) show(histogram);
});
new MutationObserver(prepare).observe(document.body, { childList: true, subtree: true });
prepare();
