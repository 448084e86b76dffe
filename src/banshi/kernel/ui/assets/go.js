// 去……: a combobox in a dialog (ARIA APG). Without this script the link leads to a page that does the same.
const dialog = document.querySelector("#go");
const opener = document.querySelector("[data-go-open]");
const WAIT_MS = 180;

if (dialog && opener) {
  const form = dialog.querySelector("[data-go-form]");
  const field = form.elements.text;
  const list = dialog.querySelector("#go-list");
  const said = dialog.querySelector("[data-go-said]");
  let timer = 0;
  let fresh = true; // the list answers to what is in the field
  let going = false; // Enter came before the answer

  const options = () => [...list.querySelectorAll("[role=option]")];
  const chosen = () => list.querySelector("[aria-selected=true]");
  const leave = (option) => { window.location.href = option.dataset.url; };

  function choose(option) {
    for (const each of options()) each.setAttribute("aria-selected", String(each === option));
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const all = options();
    if (all.length) choose(all[(all.indexOf(chosen()) + by + all.length) % all.length]);
  }

  function ask() {
    window.clearTimeout(timer);
    window.htmx.trigger(form, "ask");
  }

  function open() {
    if (dialog.open) return;
    form.elements.case.value = new URL(opener.href).searchParams.get("case") ?? "";
    field.value = "";
    going = false;
    dialog.showModal();
    field.focus();
    ask();
  }

  list.addEventListener("htmx:afterSwap", () => {
    fresh = true;
    choose(options()[0]);
    said.textContent = options().length ? "" : said.dataset.none;
    if (going && chosen()) leave(chosen());
    going = false;
  });
  // A session that ended answers with the page for logging in: go there instead of showing it in the list.
  form.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.responseURL !== form.action) window.location.reload();
  });
  field.addEventListener("input", () => {
    fresh = false;
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, WAIT_MS);
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else if (event.key === "Enter" && !fresh) { going = true; ask(); }
    else if (event.key === "Enter") { if (chosen()) leave(chosen()); }
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) leave(option);
  });
  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
}
