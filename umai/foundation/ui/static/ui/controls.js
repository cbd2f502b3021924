// Small powers of single controls.

// How long something has lasted, from the moment that the server wrote down.
function tick() {
  document.querySelectorAll("[data-since]").forEach((clock) => {
    const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(clock.dataset.since)) / 1000));
    const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
    if (seconds >= 3600) parts.unshift(Math.floor(seconds / 3600));
    clock.textContent = parts.map((part) => String(part).padStart(2, "0")).join(":");
  });
}

tick();
setInterval(tick, 1000);

// A long list becomes a field to type in. The plain list stays underneath and is what is sent.

const ENOUGH = 12;

export function enhance(root) {
  root.querySelectorAll("select[data-search]").forEach((select) => {
    if (select.dataset.search === "done" || select.options.length < ENOUGH) return;
    select.dataset.search = "done";
    lay(select);
  });
}

function lay(select) {
  const list = document.createElement("datalist");
  list.id = `${select.id}_list`;
  for (const option of select.options) {
    if (option.value) list.append(Object.assign(document.createElement("option"), { value: option.label }));
  }
  const field = document.createElement("input");
  field.className = select.className;
  field.autocomplete = "off";
  field.setAttribute("list", list.id);
  for (const name of ["aria-describedby", "aria-invalid", "data-key"]) {
    if (select.hasAttribute(name)) field.setAttribute(name, select.getAttribute(name));
  }
  select.removeAttribute("data-key");
  const shown = () => (select.value ? select.selectedOptions[0].label : "");
  field.value = shown();
  field.placeholder = select.options[0]?.value ? "" : (select.options[0]?.label ?? "");
  field.id = select.id;
  select.id = `${select.id}_plain`;
  select.hidden = true;
  select.after(field, list);
  if (select.autofocus) field.focus();
  field.addEventListener("change", () => {
    choose(select, field.value.trim().toLowerCase());
    field.value = shown();
  });
}

// The words must lead to exactly one answer; otherwise the earlier answer stands.
function choose(select, words) {
  const answers = [...select.options];
  const same = answers.filter((one) => one.label.toLowerCase() === words);
  const near = answers.filter((one) => one.value && one.label.toLowerCase().includes(words));
  const found = !words ? answers.find((one) => !one.value) : same[0] ?? (near.length === 1 ? near[0] : null);
  if (!found || found.selected) return;
  found.selected = true;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
