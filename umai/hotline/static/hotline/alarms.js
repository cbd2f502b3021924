// An alarm that nobody has taken shows in the name of the tab too, for desks that look elsewhere.

const quiet = document.title;

function show() {
  const open = document.querySelectorAll("#alarms [data-alarm]").length;
  document.title = open ? `(!) ${quiet}` : quiet;
}

show();
document.addEventListener("htmx:afterSettle", show);
