// The list of reports: filters, search, keys; asks again while reports are being read.

const entries = document.getElementById("entries");
const search = document.getElementById("search");
const none = document.getElementById("none");
let show = "all";

const matches = (row) =>
  (show === "all" || row.dataset.state === show) &&
  search.value.toLowerCase().split(/\s+/).every((word) => row.querySelector("th").textContent.toLowerCase().includes(word));

function sift() {
  let left = 0;
  for (const row of entries.rows) {
    row.hidden = !matches(row);
    left += row.hidden ? 0 : 1;
  }
  none.hidden = left > 0;
}

async function again() {
  if (!entries.querySelector('[data-state="reading"]')) return;
  try {
    const html = await (await fetch("/entries")).text();
    const at = document.activeElement?.getAttribute("href");
    const template = document.createElement("template");
    template.innerHTML = `<table><tbody>${html}</tbody></table>`;
    entries.replaceChildren(...template.content.querySelector("tbody").children);
    if (at) entries.querySelector(`a[href="${CSS.escape(at)}"]`)?.focus();
    sift();
  } finally {
    setTimeout(again, 700);
  }
}

function step(by) {
  const links = [...entries.querySelectorAll("tr:not([hidden]) a")];
  const at = links.indexOf(document.activeElement);
  links[at < 0 ? 0 : Math.max(0, Math.min(links.length - 1, at + by))]?.focus();
}

for (const button of document.querySelectorAll("[data-show]")) {
  button.addEventListener("click", () => {
    show = button.dataset.show;
    for (const other of document.querySelectorAll("[data-show]")) other.setAttribute("aria-pressed", String(other === button));
    sift();
  });
}
search.addEventListener("input", sift);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === search) {
    if (event.key === "Escape" || event.key === "Enter") step(0);
    return;
  }
  const act = { j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1), "/": () => search.focus() }[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});
window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
setTimeout(again, 400);
