// A number in clear does not stay on the screen: it is covered after ten minutes and when one leaves.

const number = document.querySelector("[data-number]");
const LONG_ENOUGH = 10 * 60 * 1000;

function cover() {
  if (!number) return;
  number.removeAttribute("href");
  number.querySelector("span").textContent = number.dataset.number;
}

if (number) {
  setTimeout(cover, LONG_ENOUGH);
  addEventListener("pagehide", cover);
}
