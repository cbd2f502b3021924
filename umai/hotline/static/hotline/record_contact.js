// The screen of a call: its clock, its rows of children, its draft. Everything is sent by a plain form.

const form = document.querySelector("[data-call]");

// --- The clock. Counted here, so that a wrong clock of this machine does no harm.

const shown = form.querySelector("[data-passed]");
const length = form.elements.duration_seconds;
const began = performance.now() - 1000 * Number(length.value || shown.dataset.passed);
const hangUp = form.querySelector("[data-hang-up]");
let ended = Boolean(length.value);

function tick() {
  const seconds = ended ? Number(length.value) : Math.floor((performance.now() - began) / 1000);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  if (seconds >= 3600) parts.unshift(Math.floor(seconds / 3600));
  shown.textContent = parts.map((part) => String(part).padStart(2, "0")).join(":");
}

function stop(yes) {
  ended = yes;
  length.value = yes ? Math.floor((performance.now() - began) / 1000) : "";
  hangUp.setAttribute("aria-pressed", String(yes));
  tick();
}

hangUp.setAttribute("aria-pressed", String(ended));
hangUp.addEventListener("click", () => stop(!ended));
tick();
setInterval(tick, 1000);

// --- One answer in all: a pill takes back what the list says, the list takes back the pill.

const pills = (box) => [...box.querySelectorAll("input[type=radio]")];

form.addEventListener("change", (event) => {
  const box = event.target.closest("[data-shortlist]");
  if (!box) return;
  const rest = box.querySelector("select");
  if (event.target === rest) {
    if (rest.value) pills(box).forEach((pill) => (pill.checked = false));
  } else if (rest) {
    rest.value = "";
  }
});

// --- Keys: Escape leaves a field, so that letters are keys again; Backspace takes a mark back.

form.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key === "Escape" && field.matches("textarea, select, input") && !event.isComposing) {
    field.blur();
  }
  if (["Backspace", "Delete"].includes(event.key) && field.matches("[type=radio]")) {
    field.checked = false;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    event.preventDefault();
  }
});

// --- What belongs together opens together.

const PROMISES = { referred_internal: "booked", referred_external: "referred_to", follow_up: "follow_up_on" };

form.addEventListener("change", (event) => {
  const { name, value } = event.target;
  if (name === "may_call_back" && value === "yes") {
    form.querySelector("[data-call-back]").open = true;
    form.elements.phone.focus();
  }
  if (name === "outcome" && value in PROMISES) {
    form.querySelector("[data-promises]").open = true;
    form.querySelector(`[name=${PROMISES[value]}]`).focus();
  }
});

// --- Another child: the pattern is copied, its number put in.

const children = form.querySelector("[data-children]");
const pattern = children.querySelector("template");
const MOST = 6;

function another() {
  const rows = children.querySelectorAll(":scope > .child");
  const place = rows.length + 1;
  if (place > MOST) return;
  const row = pattern.content.firstElementChild.cloneNode(true);
  for (const one of row.querySelectorAll("*")) {
    for (const name of ["id", "name", "for", "aria-labelledby", "aria-describedby"]) {
      if (one.hasAttribute(name)) {
        one.setAttribute(name, one.getAttribute(name).replaceAll("child-0", `child-${place}`));
      }
    }
    // Single letters lead to the first child only.
    one.removeAttribute("data-key");
    if (one.localName === "kbd") one.remove();
  }
  row.querySelector("[data-place]").textContent = place;
  row.setAttribute("aria-label", row.querySelector("b").textContent);
  rows[rows.length - 1].after(row);
  row.querySelector("input").focus();
  if (place === MOST) children.querySelector("[data-another-child]").hidden = true;
}

children.querySelector("[data-another-child]").addEventListener("click", another);

// --- Ready sentences go to the end of what was advised.

const menu = form.querySelector("[data-sentences]");

menu?.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const field = form.elements.advice;
  const before = field.value.trimEnd();
  field.value = `${before}${before ? " " : ""}${button.textContent}`;
  menu.open = false;
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

menu?.addEventListener("toggle", () => menu.open && menu.querySelector("button").focus());

menu?.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const all = [...menu.querySelectorAll("button")];
  all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
  event.preventDefault();
});

// --- The draft: kept on the server a moment after the last change; nothing stays on this device.

const sign = form.querySelector("[data-kept]");
const SOON = 2500;
const LATE = 60000;
let waiting = 0;
let wait = SOON;
let sending = false;
let changed = false;

function say(words, tone) {
  sign.hidden = !words;
  sign.textContent = words;
  sign.dataset.tone = tone;
}

async function keep() {
  if (sending || !changed || form.dataset.sent) return;
  [sending, changed] = [true, false];
  try {
    const answer = await fetch(form.dataset.draft, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      redirect: "manual",
      headers: { "X-Requested-With": "fetch" },
    });
    if (answer.type === "opaqueredirect" || answer.status === 403) return again(sign.dataset.out);
    const { words } = await answer.json();
    if (answer.ok) wait = SOON;
    say(words, answer.ok ? "mute" : "warn");
  } catch {
    again(sign.dataset.gone);
  } finally {
    sending = false;
    if (changed) plan();
  }
}

// The words stay on the page; each next try waits twice as long.
function again(words) {
  changed = true;
  wait = Math.min(wait * 2, LATE);
  say(words, "warn");
}

function plan() {
  changed = true;
  clearTimeout(waiting);
  waiting = setTimeout(keep, wait);
}

form.addEventListener("input", plan);
form.addEventListener("change", plan);
addEventListener("online", () => changed && ((wait = SOON), plan()));
document.addEventListener("visibilitychange", () => document.hidden && keep());
form.addEventListener("submit", () => {
  clearTimeout(waiting);
  if (!ended) length.value = Math.floor((performance.now() - began) / 1000);
});
