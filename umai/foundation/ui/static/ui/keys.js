// Keys for those who work without a mouse. Letters go by their place on the board, so that a Kazakh or
// Russian layout works too. Whatever carries data-key="n", "alt+1" or "ctrl+enter" is pressed or focused.

const STORE = "umai.single-keys";
const help = document.getElementById("keyboard");
const choice = help?.querySelector("[data-single-keys]");
const allowed = () => localStorage.getItem(STORE) !== "off";

if (choice) {
  choice.checked = allowed();
  choice.addEventListener("change", () => localStorage.setItem(STORE, choice.checked ? "on" : "off"));
}

const typing = (element) =>
  element.matches("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=submit], [type=button])");

const seen = (element) => element.closest("label, a, button, input, select, textarea")?.offsetParent !== null;

function name(event) {
  const key = event.code.replace(/^(Key|Digit|Numpad)/, "").toLowerCase();
  const held = [(event.ctrlKey || event.metaKey) && "ctrl", event.altKey && "alt", event.shiftKey && "shift"];
  return [...held, key].filter(Boolean).join("+");
}

function press(key) {
  const target = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(seen);
  if (!target) return false;
  if (typing(target)) target.focus();
  else target.click();
  if (target.matches("[type=radio], [type=checkbox]")) target.focus();
  return true;
}

// J and K walk the rows of the list; the link of a row has the focus, so Enter opens it by itself.
function walk(distance) {
  const links = [...document.querySelectorAll("main .table tbody tr, main .rows > li")]
    .map((row) => row.querySelector("th a[href], a[href]"))
    .filter(Boolean);
  if (!links.length) return false;
  const row = document.activeElement?.closest("tr, li");
  const at = links.findIndex((link) => row?.contains(link));
  const next = links[at < 0 ? 0 : Math.min(Math.max(at + distance, 0), links.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function find() {
  const field = document.querySelector("[data-find]") ?? document.querySelector("main [type=search]");
  field?.focus();
  return Boolean(field);
}

function single(event) {
  if (event.key === "?") return help ? (help.showModal(), true) : false;
  if (event.key === "/" || name(event) === "slash") return find();
  if (name(event) === "j") return walk(1);
  if (name(event) === "k") return walk(-1);
  return press(name(event));
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  const chord = event.altKey || event.ctrlKey || event.metaKey;
  if (!chord && (!allowed() || typing(event.target))) return;
  if (chord ? press(name(event)) : single(event)) event.preventDefault();
});
