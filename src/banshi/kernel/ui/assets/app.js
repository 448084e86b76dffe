// Everything works without this script; it only spares steps.
import htmx from "htmx.org/dist/htmx.esm.js";
import "./hall.js";
import "./go.js";

htmx.config.includeIndicatorStyles = false; // no inline styles: the content policy forbids them
htmx.config.allowEval = false;
htmx.config.historyCacheSize = 0; // no page with a person's data is left in the browser's storage
window.htmx = htmx;

const DOUBLE_CLICK_MS = 5000;
const sentAt = new WeakMap();

function markButtons(form, busy) {
  for (const button of form.querySelectorAll("button, input[type=submit]")) {
    if (busy) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

function release(form) {
  sentAt.delete(form);
  markButtons(form, false);
}

// A second click from habit or tremor does nothing; the server guards itself as well.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  const now = performance.now();
  if (now - (sentAt.get(form) ?? -Infinity) < DOUBLE_CLICK_MS) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  sentAt.set(form, now);
  markButtons(form, true);
  setTimeout(() => release(form), DOUBLE_CLICK_MS);
}, true);
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) release(form);
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form").forEach(release);
});

function focusErrors() {
  document.querySelector("[data-errors]")?.focus();
}
document.addEventListener("DOMContentLoaded", focusErrors);
document.addEventListener("htmx:afterSwap", focusErrors);

// Lists: j and k move, Enter opens (the row's link has the focus), x ticks, / finds, ? shows the keys.
const rows = () => [...document.querySelectorAll("[data-list] [data-row]")];

function move(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  all.forEach((row) => row.classList.toggle("here", row === next));
  next.querySelector("a")?.focus();
}

const acts = {
  j: () => move(1),
  k: () => move(-1),
  x: () => document.querySelector("[data-row].here input[type=checkbox]")?.click(),
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": () => document.querySelector("#keys")?.showModal(),
};
const SWITCH = "banshi-keys";
const keysOff = () => localStorage.getItem(SWITCH) === "off";

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || keysOff()) return;
  if (!document.querySelector("[data-list]") || !(event.key in acts)) return;
  event.preventDefault();
  acts[event.key]();
});

// Single keys can be switched off, for those whom speech input or a tremor makes press them unawares.
const keySwitch = document.querySelector("[data-keys-switch]");
if (keySwitch) {
  keySwitch.checked = !keysOff();
  keySwitch.addEventListener("change", () => localStorage.setItem(SWITCH, keySwitch.checked ? "on" : "off"));
}
document.querySelector("[data-keys-open]")?.addEventListener("click", acts["?"]);

// A signature drawn with a finger or the mouse; the typed name is enough without it.
for (const pad of document.querySelectorAll("[data-signature]")) {
  const canvas = pad.querySelector("canvas");
  const field = document.getElementById(pad.dataset.signature);
  const pen = canvas.getContext("2d");
  let stroke = null;
  pad.hidden = false;
  pen.lineWidth = 3;
  pen.lineCap = "round";
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    const scale = canvas.width / box.width;
    return [Math.round((event.clientX - box.left) * scale), Math.round((event.clientY - box.top) * scale)];
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    stroke = [at(event)];
    pen.beginPath();
    pen.moveTo(...stroke[0]);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!stroke) return;
    stroke.push(at(event));
    pen.lineTo(...stroke.at(-1));
    pen.stroke();
  });
  canvas.addEventListener("pointerup", () => {
    if (stroke?.length > 1) field.value += `${stroke.map((point) => point.join(",")).join(" ")};`;
    stroke = null;
  });
  pad.querySelector("[data-clear]").addEventListener("click", () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    field.value = "";
  });
}
// The quick exit: the page that was left is not in the history any more.
document.querySelector("[data-exit]")?.addEventListener("click", (event) => {
  event.preventDefault();
  window.location.replace(event.currentTarget.href);
});
