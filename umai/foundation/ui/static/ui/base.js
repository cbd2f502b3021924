// What every page does with scripts on. Every page also works without them.

const toasts = document.getElementById("toasts");

// One sending is enough: the button shows that it works, a second press does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  (event.submitter ?? form.querySelector("[type=submit]"))?.setAttribute("aria-busy", "true");
  // A download leaves the page where it is; the form must work again.
  setTimeout(() => free(form), form.hasAttribute("data-download") ? 2000 : 15000);
});

function free(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(free));
document.addEventListener("htmx:afterRequest", () => document.querySelectorAll("form[data-sent]").forEach(free));

// Light or dark: at once, and the form remembers it for the next page.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-themes]")) return;
  event.preventDefault();
  const theme = event.submitter.value;
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  form.querySelectorAll("button").forEach((button) => button.toggleAttribute("aria-current", button === event.submitter));
  form.querySelector("[aria-current]")?.setAttribute("aria-current", "true");
  const words = new FormData(form);
  words.set("theme", theme);
  await fetch(form.action, { method: "POST", body: words, redirect: "manual" });
  free(form);
}, true);

// Short answers that need no page: the server sends {"toast": {"text": "..."}} in HX-Trigger.
export function toast(text) {
  if (!toasts || !text) return;
  const one = document.createElement("div");
  one.className = "toast";
  one.append(Object.assign(document.createElement("span"), { textContent: text }));
  toasts.append(one);
  setTimeout(() => one.remove(), 8000);
}

document.addEventListener("toast", (event) => toast(event.detail.text ?? event.detail.value));
document.addEventListener("htmx:sendError", () => toast(toasts?.dataset.gone));
document.addEventListener("htmx:responseError", () => toast(toasts?.dataset.failed));

// What needs to be read first is given the focus: the summary of mistakes.
const first = (root) => root.querySelector?.("[data-focus]")?.focus();
first(document);
document.addEventListener("htmx:afterSwap", (event) => first(event.detail.target));

// A press outside, or Esc, closes an open menu.
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});

document.documentElement.dataset.scripts = "on";
