// What every page does with scripts on. Every page also works without them.

const toasts = document.getElementById("toasts");

// One sending is enough: the button shows that it works, a second press does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  (event.submitter ?? form.querySelector("[type=submit]"))?.setAttribute("aria-busy", "true");
  // A form that answers with a file leaves the page where it is and must work again.
  if (form.hasAttribute("data-download")) setTimeout(free, 2000, form);
});

function free(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

const freeAll = () => document.querySelectorAll("form[data-sent]").forEach(free);
addEventListener("pageshow", freeAll);
document.addEventListener("htmx:afterRequest", freeAll);

// Light or dark at once; the server remembers it for the next page.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.matches("[data-themes]")) return;
    event.preventDefault();
    const theme = event.submitter.value;
    document.documentElement.dataset.theme = theme;
    form.querySelectorAll("button").forEach((button) => button.removeAttribute("aria-current"));
    event.submitter.setAttribute("aria-current", "true");
    const words = new FormData(form);
    words.set("theme", theme);
    fetch(form.action, { method: "POST", body: words, redirect: "manual" });
  },
  true,
);

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

// What opens: dialogs by data-opens, closed by data-closes; menus close by a press outside or Esc.
const menus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  menus().forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  const dialog = document.getElementById(event.target.closest("[data-opens]")?.dataset.opens);
  if (dialog) {
    event.preventDefault();
    menus().forEach((menu) => (menu.open = false));
    dialog.showModal();
  }
  event.target.closest("[data-closes]")?.closest("dialog").close();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menus().forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});

document.documentElement.dataset.scripts = "on";
