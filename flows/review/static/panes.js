// Parts of the two panes that come when they are needed: near the eye at once, the rest of the text when nothing else is to do.

import { elementsOf, getHtml } from "./server.js";

const loading = new WeakMap();

const watcher = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) if (entry.isIntersecting) void fill(entry.target);
  },
  { rootMargin: "1200px 0px" },
);

const source = (part) =>
  part.dataset.block === undefined
    ? ["cards", { ids: idsOf(part).map((one) => one.id).join(",") }]
    : ["text", { block: part.dataset.block }];

/** The items of a chunk: [{id, start, open}], whether or not its cards are there yet. */
export function idsOf(chunk) {
  return chunk.dataset.ids.split(" ").map((one) => {
    const [id, start] = one.replace("!", "").split(":");
    return { id, start: Number(start), open: one.endsWith("!") };
  });
}

/** Have the part filled; resolves when it is. */
export function fill(part) {
  if (part.dataset.wait === undefined) return Promise.resolve();
  if (!loading.has(part)) {
    loading.set(
      part,
      getHtml(...source(part)).then(
        (html) => {
          part.replaceChildren(elementsOf(html));
          part.style.minHeight = "";
          delete part.dataset.wait;
          watcher.unobserve(part);
          part.dispatchEvent(new CustomEvent("filled", { bubbles: true }));
        },
        () => loading.delete(part),
      ),
    );
  }
  return loading.get(part);
}

/** Fetch again what is there already. */
export async function renew(part) {
  if (part.dataset.wait !== undefined) return;
  part.replaceChildren(elementsOf(await getHtml(...source(part))));
  part.dispatchEvent(new CustomEvent("filled", { bubbles: true }));
}

const idle = window.requestIdleCallback ?? ((then) => setTimeout(then, 50));
const stale = new Set();

/** Fetch parts again: those near the eye now, the others one by one while nothing else is to do, so that no key waits for them. */
export async function renewAll(parts) {
  const near = parts.filter((part) => isNear(part));
  for (const part of parts) if (!near.includes(part)) stale.add(part);
  if (stale.size > 0) idle(renewNext, { timeout: 1000 });
  await Promise.all(near.map((part) => renew(part)));
}

function isNear(part) {
  const { top, bottom } = part.getBoundingClientRect();
  return bottom > -window.innerHeight && top < 2 * window.innerHeight;
}

function renewNext() {
  const [next] = stale;
  if (next === undefined) return;
  stale.delete(next);
  renew(next)
    .catch(() => undefined) // gone from the page, or the server is: what comes next shows it
    .then(() => stale.size > 0 && idle(renewNext, { timeout: 1000 }));
}

/** Watch every part of `root` that waits, and keep its place free meanwhile. */
export function watch(root) {
  for (const part of root.querySelectorAll("[data-wait]")) {
    const height = part.dataset.block === undefined ? 78 * idsOf(part).length : 0.42 * (part.dataset.to - part.dataset.from);
    part.style.minHeight = `${Math.round(height)}px`;
    watcher.observe(part);
  }
}

/** Fill the report's text bit by bit while nothing else is to do, so that the browser's own search finds all of it. */
export function fillWhenIdle(root) {
  const next = root.querySelector("[data-wait]");
  if (!next) return;
  idle(() => void fill(next).then(() => fillWhenIdle(root)), { timeout: 4000 });
}
