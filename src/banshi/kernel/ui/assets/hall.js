// The hall's screens: the board's clock, its voice, a lost network, printing a slip, going back when left alone,
// keys at the counter.
// Everything works without this script: pages come anew by themselves, buttons are forms.
const LOST_AFTER_MS = 12000;
const VOICE = "banshi-voice";
let heard = null;
let lastAnswer = performance.now();

const board = () => document.querySelector("[data-board]");

function voiceOn() {
  return "speechSynthesis" in window && localStorage.getItem(VOICE) === "on";
}

function say(text) {
  const words = new SpeechSynthesisUtterance(text);
  words.lang = "zh-CN";
  words.rate = 0.85;
  speechSynthesis.cancel();
  speechSynthesis.speak(words);
}

function listen() {
  const call = board()?.querySelector("[data-call]");
  if (!call || call.dataset.call === heard) return;
  const first = heard === null;
  heard = call.dataset.call;
  // A number is read figure by figure: A 0 1 2.
  if (!first && voiceOn()) say(call.dataset.say.replace(/[A-Z]\d+/, (ticket) => [...ticket].join(" ")));
}

function setClock() {
  const now = board()?.querySelector("[data-now]");
  const clock = document.querySelector("[data-clock]");
  if (now && clock) clock.textContent = now.dataset.now;
}

function watch() {
  const patience = Number(board()?.dataset.lostAfter) * 1000 || LOST_AFTER_MS;
  const lost = performance.now() - lastAnswer > patience;
  const sign = document.querySelector("[data-lost]");
  if (sign) sign.hidden = !lost;
}

// A wall whose colleague was logged out in the night keeps its last numbers, and says that they are old.
document.addEventListener("htmx:beforeSwap", (event) => {
  const wall = event.target.closest?.("[data-live]")?.querySelector("[data-wall]");
  if (wall && !event.detail.serverResponse.includes("data-wall")) event.detail.shouldSwap = false;
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (!event.target.closest?.("[data-live]")) return;
  lastAnswer = performance.now();
  listen();
  setClock();
  watch();
});

if (board()) {
  listen();
  setInterval(watch, 2000);
  const button = document.querySelector("[data-voice]");
  const show = () => {
    button.textContent = voiceOn() ? button.dataset.on : button.dataset.off;
  };
  if (button && "speechSynthesis" in window) {
    button.hidden = false;
    show();
    button.addEventListener("click", () => {
      localStorage.setItem(VOICE, voiceOn() ? "off" : "on");
      show();
      if (voiceOn()) say(button.dataset.on);
    });
  }
}

// A shared screen goes back to its first page when nobody touches it; whoever does has all the time again.
const idle = document.querySelector('meta[name="banshi-idle"]');
if (idle) {
  let leaving;
  const wait = () => {
    clearTimeout(leaving);
    leaving = setTimeout(() => location.replace(idle.dataset.to), Number(idle.content) * 1000);
  };
  for (const sign of ["pointerdown", "keydown", "input"]) document.addEventListener(sign, wait);
  wait();
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// At the counter one key is one button; lists keep their own keys.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable], dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (localStorage.getItem("banshi-keys") === "off") return;
  const button = document.querySelector(`[data-hotkey="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
