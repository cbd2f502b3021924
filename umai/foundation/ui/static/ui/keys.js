// Keys for those who work without a mouse. Letters go by their place on the board, so that a Kazakh or
// Russian layout works too. Anything with data-key="n", "alt+1" or "ctrl+enter" is pressed or focused.

const STORE = "umai.single-keys";
const help = document.getElementById("keyboard");
const choice = help?.querySelector("[data-single-keys]");

const singleKeys = () => localStorage.getItem(STORE) !== "off";

if (choice) {
  choice.checked = singleKeys();
  choice.addEventListener("change", () => localStorage.setItem(STORE, choice.checked ? "on" : "off"));
}

function typing(element) {
  if (element.matches("textarea, select, [contenteditable]")) return true;
  return element.matches("input:not([type=radio], [type=checkbox], [type=submit], [type=button])");
}

function spoken(event) {
  const key = event.code.replace(/^(Key|Digit|Numpad)/, "").toLowerCase();
  return [event.ctrlKey || event.metaKey ? "ctrl" : "", event.altKey ? "alt" : "", key]
    .filter(Boolean)
    .join("+");
}

function press(element) {
  if (element.matches("input[type=search], input[type=text], textarea, select")) element.focus();
  else element.click();
  if (element.matches("[type=radio], [type=checkbox]")) element.focus();
}

const rows = () =>
  [...document.querySelectorAll("main .table tbody tr, main .rows > li")]
    .map((row) => row.querySelector("th a[href], a[href]"))
    .filter(Boolean);

function step(distance) {
  const links = rows();
  if (!links.length) return;
  const here = document.activeElement?.closest("tr, li");
  const at = links.findIndex((link) => here?.contains(link));
  const next = at < 0 ? 0 : Math.min(Math.max(at + distance, 0), links.length - 1);
  links[next].focus();
  links[next].scrollIntoView({ block: "nearest" });
}

function single(event, key) {
  if (event.key === "?") return help?.showModal();
  if (event.key === "/" || (event.code === "Slash" && !event.shiftKey)) {
    return (document.querySelector("[data-find]") ?? document.querySelector("main [type=search]"))?.focus();
  }
  if (key === "j") return step(1);
  if (key === "k") return step(-1);
  const target = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((one) => one.checkVisibility?.() ?? one.offsetParent);
  return target ? press(target) : false;
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.repeat || document.querySelector("dialog[open]")) return;
  const key = spoken(event);
  const chord = event.altKey || event.ctrlKey || event.metaKey;
  if (chord) {
    const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!target) return;
    event.preventDefault();
    press(target);
    return;
  }
  if (!singleKeys() || typing(event.target) || event.target.closest("dialog")) return;
  if (single(event, key) !== false && (event.key === "?" || key === "slash" || key === "j" || key === "k" || document.querySelector(`[data-key="${CSS.escape(key)}"]`))) event.preventDefault();
});
