// Boxes over a page: drawn with mouse, pen or finger, moved with the arrow keys in their numbers.
// The numbers in the form are what counts; the drawing follows them. Without scripts the server draws.

const SVG = "http://www.w3.org/2000/svg";
const SIDES = ["left", "top", "width", "height"];
const SMALLEST = 0.5; // percent: less is a slip of the hand

const form = document.querySelector("form[data-boxes]");
const sheet = form?.querySelector("[data-sheet]");
const rows = form?.querySelector("[data-rows]");
const total = form?.querySelector("[name=box-TOTAL_FORMS]");
const most = Number(form?.querySelector("[name=box-MAX_NUM_FORMS]")?.value);
const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
const value = (row, name) => Number.parseFloat(field(row, name).value.replace(",", ".")) || 0;
const blank = (row) => ["page", ...SIDES].every((name) => !field(row, name).value.trim());

function begin() {
  const cover = sheet.querySelector("svg");
  const page = sheet.dataset.sheet;
  cover.querySelectorAll("rect").forEach((one) => one.remove());
  const drawn = new Map();

  function show(row) {
    let rect = drawn.get(row);
    const here = field(row, "page").value.trim() === page && value(row, "width") && value(row, "height");
    if (!here) {
      rect?.remove();
      drawn.delete(row);
      return;
    }
    if (!rect) {
      rect = document.createElementNS(SVG, "rect");
      rect.setAttribute("class", "covered");
      cover.append(rect);
      drawn.set(row, rect);
    }
    for (const [name, side] of [["x", "left"], ["y", "top"], ["width", "width"], ["height", "height"]])
      rect.setAttribute(name, `${value(row, side)}%`);
    rect.toggleAttribute("data-now", row.contains(document.activeElement));
  }

  const all = () => [...rows.querySelectorAll(".box-row")];
  const showAll = () => all().forEach(show);

  function write(row, box) {
    field(row, "page").value = page;
    for (const name of SIDES) field(row, name).value = String(Math.round(box[name] * 10) / 10);
    show(row);
  }

  // A row without a box, a new one if there is none left.
  function free() {
    const found = all().find(blank);
    if (found || all().length >= most) return found;
    const last = all().at(-1);
    const row = last.cloneNode(true);
    const number = Number(total.value);
    for (const one of row.querySelectorAll("[name], [id], [for], [aria-describedby]"))
      for (const name of ["name", "id", "for", "aria-describedby"])
        if (one.hasAttribute(name)) one.setAttribute(name, one.getAttribute(name).replace(/box-\d+/, `box-${number}`));
    row.querySelectorAll("input").forEach((one) => {
      one.value = "";
      one.removeAttribute("aria-invalid");
    });
    row.querySelectorAll(".error").forEach((one) => one.remove());
    row.querySelectorAll(".wrong").forEach((one) => one.classList.remove("wrong"));
    row.setAttribute("aria-label", last.getAttribute("aria-label").replace(/\d+/, number + 1));
    total.value = number + 1;
    last.after(row);
    return row;
  }

  // Where the hand is, in percent of the page.
  function at(event) {
    const box = sheet.querySelector("img").getBoundingClientRect();
    const within = (part) => Math.min(Math.max(part * 100, 0), 100);
    return [within((event.clientX - box.left) / box.width), within((event.clientY - box.top) / box.height)];
  }

  let from = null;
  let row = null;
  const finger = form.querySelector("[data-finger]");
  finger.addEventListener("click", () => {
    const on = finger.getAttribute("aria-pressed") !== "true";
    finger.setAttribute("aria-pressed", String(on));
    sheet.toggleAttribute("data-drawing", on);
  });

  sheet.addEventListener("pointerdown", (event) => {
    if (event.button || (event.pointerType === "touch" && !sheet.hasAttribute("data-drawing"))) return;
    event.preventDefault();
    row = free();
    if (!row) return;
    from = at(event);
    sheet.setPointerCapture(event.pointerId);
  });

  function between(event) {
    const to = at(event);
    return {
      left: Math.min(from[0], to[0]),
      top: Math.min(from[1], to[1]),
      width: Math.abs(from[0] - to[0]),
      height: Math.abs(from[1] - to[1]),
    };
  }

  sheet.addEventListener("pointermove", (event) => {
    if (from) write(row, between(event));
  });

  function end(event) {
    if (!from) return;
    const box = between(event);
    from = null;
    if (event.type === "pointercancel" || box.width < SMALLEST || box.height < SMALLEST) {
      for (const name of ["page", ...SIDES]) field(row, name).value = "";
      show(row);
    } else {
      write(row, box);
    }
  }
  sheet.addEventListener("pointerup", end);
  sheet.addEventListener("pointercancel", end);

  rows.addEventListener("input", showAll);
  rows.addEventListener("focusin", showAll);
  rows.addEventListener("focusout", () => setTimeout(showAll));
  // Up and down change a number; with Shift, in larger steps.
  rows.addEventListener("keydown", (event) => {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!step || !event.target.matches("[data-side]")) return;
    event.preventDefault();
    const one = event.target.closest(".box-row");
    const begun = { page, left: 0, top: 0, width: 5, height: 5 };
    for (const name of Object.keys(begun)) if (!field(one, name).value.trim()) field(one, name).value = begun[name];
    const now = Number.parseFloat(event.target.value.replace(",", ".")) || 0;
    const next = Math.min(Math.max(now + step * (event.shiftKey ? 5 : 0.5), 0), 100);
    event.target.value = String(Math.round(next * 10) / 10);
    showAll();
  });
  showAll();
}

if (sheet) begin();
