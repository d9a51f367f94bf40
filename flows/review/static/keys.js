// Single keys, off where somebody types; the list of keys can turn them off altogether (WCAG 2.2, 2.1.4).

const ACTS = {
  n: "next-open", p: "previous-open", j: "next", k: "previous", ArrowDown: "next", ArrowUp: "previous", a: "accept", r: "reject",
  e: "correct", x: "not_a_result", m: "add", w: "why", u: "undo", t: "text", f: "filter", "/": "search", "?": "keys", g: "reports",
};
const STORE = "msc-evidence-review-keys";

const isTyping = (target) => target.matches("input:not([type=checkbox]), textarea, select");

export function listenToKeys(acts, { forms, keys, search, back }) {
  const on = document.getElementById("keys-on");
  on.checked = localStorage.getItem(STORE) !== "off";
  on.addEventListener("change", () => localStorage.setItem(STORE, on.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
    if (event.key === "Escape") {
      if (forms.isOpen) forms.cancel();
      else if (isTyping(event.target)) back();
      return;
    }
    if (isTyping(event.target)) {
      if (event.key === "Enter" && (event.target === search || event.target.closest(".card"))) {
        event.preventDefault();
        back();
      }
      return;
    }
    // In the report's text the arrows scroll, as everywhere.
    if (event.key.startsWith("Arrow") && !event.target.closest("#rows")) return;
    const act = ACTS[event.key];
    if (!act || forms.isOpen || (!on.checked && event.key.length === 1 && act !== "keys")) return;
    event.preventDefault();
    acts[act]();
  });
}
