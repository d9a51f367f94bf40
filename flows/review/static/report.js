// One report: two panes that follow each other, one item chosen, keys and buttons that rule on it.

import { Decisions } from "./decisions.js";
import { Forms } from "./forms.js";
import { listenToKeys } from "./keys.js";
import { Items } from "./items.js";
import { markedStretch } from "./offsets.js";
import { fillWhenIdle, watch } from "./panes.js";

const text = document.getElementById("report");
const search = document.getElementById("search");
const saying = document.getElementById("saying");
const keys = document.getElementById("keys");

function say(words, wrong = false) {
  saying.textContent = words;
  saying.classList.toggle("wrong", wrong);
}

const items = new Items(document.getElementById("items"), text);
const decisions = new Decisions(items, text, say);
const forms = new Forms(document.getElementById("form"), decisions, items, say);

const acts = {
  accept: () => decisions.rule("accept"),
  reject: () => decisions.rule("reject"),
  not_a_result: () => decisions.rule("not_a_result"),
  correct: () => items.can("correct") ? forms.correct(items.current) : say("Choose a row that can be edited first."),
  add: () => forms.add(markedStretch(text), items.current),
  undo: () => decisions.undo(),
  "take-back": (button) => decisions.takeBack(button.dataset.lines.split(" "), button.closest(".card")?.dataset.item),
  "close-form": () => forms.cancel(),
  keys: () => keys.showModal(),
  "close-keys": () => keys.close(),
  next: () => items.step(1),
  previous: () => items.step(-1),
  "next-open": () => items.step(1, true) || say("Nothing open is listed any more."),
  "previous-open": () => items.step(-1, true) || say("Nothing open is listed any more."),
  why: () => items.card()?.querySelector('[name="reason"]')?.focus(),
  text: () => items.showInText(),
  filter: () => {
    const all = [...document.querySelectorAll(".filters [data-show]")];
    all[(all.findIndex((one) => one.getAttribute("aria-pressed") === "true") + 1) % all.length].click();
  },
  search: () => search.focus(),
  reports: () => window.location.assign("/"),
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) {
    const card = button.closest(".card");
    if (card) items.choose(card.dataset.item, { focus: false });
    acts[button.dataset.act]?.(button);
    return;
  }
  const pick = event.target.closest(".pick");
  if (pick) items.choose(pick.closest(".card").dataset.item);
});
// A click on a button must not lose the marked stretch.
document.addEventListener("mousedown", (event) => event.target.closest('[data-act="add"]') && event.preventDefault());

text.addEventListener("click", (event) => {
  if (!document.getSelection().isCollapsed) return;
  const mark = event.target.closest("[data-item], [data-rows]");
  if (mark) void items.chooseMark(mark, () => decisions.filter("all", ""));
});

for (const button of document.querySelectorAll(".filters [data-show]")) {
  button.addEventListener("click", () => void decisions.filter(button.dataset.show, search.value));
}
let typing = 0;
search.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => void decisions.filter(decisions.show, search.value), 120);
});

listenToKeys(acts, { forms, keys, search, back: () => items.focus() });
watch(document);
document.addEventListener("filled", (event) => items.filled(event.target));
items.start();
fillWhenIdle(text);
