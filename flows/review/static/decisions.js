// What the curator rules goes to the server at once and in order; the screen does not wait for the disk, and says when it has it.

import { renewAll } from "./panes.js";
import { decide, elementsOf, getHtml, getJson, report } from "./server.js";

const WORDS = { accept: "Accepted", reject: "Rejected", not_a_result: "Not a result", correct: "Corrected", add: "Added" };
const REFRESH_MS = 150;
// How long to leave the server alone while it still checks what was ruled in a long report.
const CHECKING_MS = 500;

export class Decisions {
  constructor(items, text, say) {
    Object.assign(this, { items, text, say });
    this.version = Number(document.body.dataset.version);
    this.show = "all";
    this.query = "";
    this.waiting = 0;
    this.queue = Promise.resolve();
    this.store = `msc-evidence-review-undo:${report}`;
    this.others = new BroadcastChannel(`msc-evidence-review:${report}`);
    this.others.onmessage = () => this.refreshSoon();
    window.addEventListener("focus", () => this.refreshSoon());
    window.addEventListener("beforeunload", (event) => this.waiting && event.preventDefault());
  }

  /** Accept, reject or set aside the chosen item, and go to the next open one without waiting. */
  rule(action) {
    const { items } = this;
    const id = items.current;
    const card = items.card();
    if (!card || card.classList.contains("saving")) return;
    if (!items.can(action)) {
      this.say(this.whyNot(action, card));
      return;
    }
    const reason = card.querySelector('[name="reason"]')?.value ?? "";
    card.classList.add("saving");
    card.querySelector(".status").textContent = WORDS[action];
    for (const button of card.querySelectorAll(".actions button")) button.disabled = true;
    items.isOpen(id, false);
    items.step(1, true);
    void this.save({ action, item: id, reason }, WORDS[action]).catch(() => {
      items.isOpen(id, true);
      void this.restore(id);
    });
  }

  whyNot(action, card) {
    const isNumber = card.classList.contains("number");
    if (action === "not_a_result" && !isNumber) return "x is for a number that no row uses; r rejects a row.";
    if (action !== "not_a_result" && isNumber) return "No row uses this number: x says that it is not a result, m makes a row of its sentence.";
    return "This is settled; take the decision back first.";
  }

  /** Save one decision after those before it; rejects with the server's words, which have been said. */
  save(asked, words) {
    this.waiting += 1;
    this.busy(true);
    this.say("Saving …");
    const saved = this.queue.then(() => decide(asked));
    this.queue = saved.catch(() => undefined);
    return saved.then(
      (lines) => {
        this.waiting -= 1;
        if (asked.action !== "undo" && lines.length) this.remember({ lines, item: asked.item ?? null });
        if (!this.waiting) this.say(lines.length ? `${words}. Saved.${this.items.hasOpen() ? "" : " Nothing open is left here."}` : "Nothing to save.");
        this.others.postMessage("saved");
        this.refreshSoon();
        return lines;
      },
      (error) => {
        this.waiting -= 1;
        this.say(error.message, true);
        this.refreshSoon();
        throw error;
      },
    );
  }

  remember(done) {
    sessionStorage.setItem(this.store, JSON.stringify([...this.done(), done].slice(-500)));
  }

  done() {
    return JSON.parse(sessionStorage.getItem(this.store) ?? "[]");
  }

  async undo() {
    await this.queue;
    const done = this.done();
    const last = done.pop();
    if (!last) {
      this.say("This window has nothing to undo. Take back a decision at its row.");
      return;
    }
    sessionStorage.setItem(this.store, JSON.stringify(done));
    await this.takeBack(last.lines.toReversed(), last.item);
  }

  async takeBack(lines, item) {
    try {
      await this.save({ action: "undo", lines }, "Taken back");
    } catch {
      return;
    }
    sessionStorage.setItem(this.store, JSON.stringify(this.done().filter((one) => !one.lines.some((line) => lines.includes(line)))));
    await this.refresh();
    if (item) await this.items.choose(item);
  }

  /** Tell screen readers, and whoever watches, whether the screen is behind what was ruled. */
  busy(so) {
    document.getElementById("rows").setAttribute("aria-busy", String(so));
  }

  refreshSoon(after = REFRESH_MS) {
    this.busy(true);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh().catch((error) => this.say(error.message, true)), after);
  }

  /** Take over what has changed, here or in another window: one time after the other. */
  refresh() {
    clearTimeout(this.timer);
    const before = this.refreshing ?? Promise.resolve();
    this.refreshing = before.catch(() => undefined).then(() => this.takeOver());
    return this.refreshing;
  }

  async takeOver() {
    if (this.waiting) return;
    const told = await getJson("changes", { since: this.version });
    if (this.waiting) return;
    if (told.all) {
      window.location.reload();
      return;
    }
    this.version = told.version;
    for (const name of ["doubtful", "unclaimed", "settled"]) {
      const count = document.getElementById(`count-${name}`);
      count.textContent = told[name];
      count.classList.toggle("some", name !== "settled" && told[name] > 0);
    }
    const blocked = document.getElementById("blocked");
    blocked.textContent = told.blocked ?? "";
    blocked.hidden = !told.blocked;
    for (const [id, html] of Object.entries(told.cards)) this.items.replace(id, elementsOf(html));
    if (told.list) await this.filter(this.show, this.query);
    await renewAll(told.blocks.map((number) => this.text.querySelector(`[data-block="${number}"]`)));
    if (this.waiting) return;
    if (told.pending) this.refreshSoon(CHECKING_MS);
    else this.busy(false);
  }

  async filter(show, query) {
    this.show = show;
    this.query = query;
    for (const button of document.querySelectorAll(".filters [data-show]")) {
      button.setAttribute("aria-pressed", String(button.dataset.show === show));
    }
    const search = document.getElementById("search");
    if (search.value !== query) search.value = query;
    const html = await getHtml("list", { show, q: query });
    if (this.show === show && this.query === query) await this.items.replaceAll(elementsOf(html));
  }

  async restore(id) {
    const html = await getHtml("cards", { ids: id });
    const content = elementsOf(html);
    if (content.querySelector(".card")) this.items.replace(id, content);
  }
}
