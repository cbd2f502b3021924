// The screen of a call: its clock and its draft. Everything is sent by a plain form.

import "./contact_form.js";

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

// --- The draft: kept on the server a moment after the last change; nothing stays on this device.

const sign = form.querySelector("[data-kept]");
const SOON = 2500;
const LATE = 60000;
let waiting = 0;
let wait = SOON;
let sending = false;
let changed = false;
let out = false;

function say(words, tone) {
  sign.hidden = !words;
  sign.textContent = words;
  sign.dataset.tone = tone;
}

async function keep() {
  if (sending || !changed || form.dataset.sent) return;
  [sending, changed] = [true, false];
  try {
    if (out && !(await renew())) return again(sign.dataset.out);
    const answer = await fetch(form.dataset.draft, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      redirect: "manual",
      headers: { "X-Requested-With": "fetch" },
    });
    out = answer.type === "opaqueredirect" || answer.status === 403;
    if (out) return again(sign.dataset.out);
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

// Signing in again changes the token of every form: fetch the new one, the words stay.
async function renew() {
  const answer = await fetch(form.action, { redirect: "manual" });
  if (!answer.ok) return false;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = fresh.querySelector("[name=csrfmiddlewaretoken]").value;
  document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((one) => (one.value = token));
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
  out = false;
  return true;
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
addEventListener("focus", () => out && keep());
form.addEventListener("submit", (event) => {
  clearTimeout(waiting);
  if (out) {
    event.preventDefault();
    const { submitter } = event;
    renew().then(
      (signedIn) => (signedIn ? form.requestSubmit(submitter) : say(sign.dataset.out, "warn")),
      () => say(sign.dataset.gone, "warn"),
    );
    return;
  }
  if (!ended) length.value = Math.floor((performance.now() - began) / 1000);
});
