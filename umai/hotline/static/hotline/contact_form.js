// What the screens of a call share: answers that go together, rows of children, ready sentences.

const form = document.querySelector("[data-call], [data-contact]");

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

// --- Keys: Escape leaves a field, so that letters are keys again; Backspace takes a mark back; Enter
// alone sends nothing, because in the middle of a call it would save what is half told.

form.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key === "Escape" && field.matches("textarea, select, input") && !event.isComposing) {
    field.blur();
  }
  const chord = event.ctrlKey || event.metaKey || event.altKey;
  if (event.key === "Enter" && !chord && field.matches("input")) event.preventDefault();
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
    const promises = form.querySelector("[data-promises]");
    if (promises) promises.open = true;
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
