// Who helps, without the mouse: Enter goes to those found, the arrows walk, Enter gives. Without this
// script the same buttons send the whole form, and it comes back as it was typed.

const box = document.querySelector("[data-help]");
const form = box?.closest("form");
const list = box?.querySelector("#id_given");
const opener = box?.querySelector("[data-find-help]");
const said = box?.querySelector("[data-help-said]");
let hurry = false;
// The question that was sent last, and the one whose answer is shown.
let sent = "";
let shown = "";

const asks = () => box.querySelector("[data-help-asks]");
const question = () => [...asks().querySelectorAll("select, input")].map((one) => (one.type === "checkbox" ? one.checked : one.value)).join("|");
const gives = () => [...box.querySelectorAll("[data-give]")];
const chip = (code) => [...list.children].find((one) => one.querySelector("[name=given]").value === code);

function say(words, item) {
  said.textContent = `${words} ${item.querySelector("[data-name]").textContent}`;
  // The draft is kept a moment after the last change.
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function give(button) {
  if (chip(button.value)) return take(chip(button.value));
  const item = button.closest("li").querySelector("template").content.firstElementChild.cloneNode(true);
  list.append(item);
  button.setAttribute("aria-pressed", "true");
  say(said.dataset.given, item);
}

function take(item) {
  const code = item.querySelector("[name=given]").value;
  item.remove();
  gives().forEach((one) => one.value === code && one.setAttribute("aria-pressed", "false"));
  say(said.dataset.taken, item);
}

function close() {
  box.querySelector("#help-panel").replaceChildren();
  opener.setAttribute("aria-expanded", "false");
  opener.focus();
}

function press(event) {
  const button = event.target.closest("button");
  if (button === opener && opener.getAttribute("aria-expanded") === "true") close();
  else if (button?.matches("[data-give]")) give(button);
  else if (button?.matches("[data-take]")) {
    take(button.closest("li"));
    (list.querySelector("[data-take]") ?? opener).focus();
  } else if (button?.matches("[data-help-again]")) look();
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

// Asked anew only when the question is another one: leaving a field says once more that it changed.
function ask() {
  if (question() !== sent) asks().dispatchEvent(new Event("search"));
  else if (hurry && shown === sent) arrive();
}

function look() {
  hurry = true;
  ask();
}

function arrive() {
  hurry = false;
  gives()[0]?.focus();
}

function walk(event) {
  if (event.target.closest("[data-help-asks]") && event.key === "Enter" && !event.target.matches("button")) {
    event.preventDefault();
    look();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !event.target.matches("[data-give]")) return;
  event.preventDefault();
  const all = gives();
  const next = all[all.indexOf(event.target) + step];
  (next ?? (step < 0 ? asks().querySelector("select") : event.target)).focus();
}

// The opener brought the whole panel; a question brings those found.
function settled(event) {
  const target = event.detail.target;
  if (target.id === "help-panel") {
    opener.setAttribute("aria-expanded", "true");
    sent = shown = question();
    asks().querySelector("select").focus();
    box.scrollIntoView({ block: "nearest" });
  } else if (target.id === "help-found") {
    shown = sent;
    if (hurry && shown === question()) arrive();
  }
}

box?.addEventListener("click", press, true);
box?.addEventListener("keydown", walk);
box?.addEventListener("change", (event) => event.target.closest("[data-help-asks]") && ask());
box?.addEventListener("htmx:beforeRequest", (event) => event.target === asks() && (sent = question()));
box?.addEventListener("htmx:afterSettle", settled);
