// The list on the right: which items there are, which one is chosen, and where it stands in the report on the left.

import { fill, idsOf, watch } from "./panes.js";

export class Items {
  constructor(list, text) {
    this.list = list;
    this.text = text;
    this.current = null;
    this.lit = [];
    this.marks = new Map();
    for (const block of text.querySelectorAll(".block:not([data-wait])")) this.filled(block);
    this.index();
  }

  /** Read anew which items are listed, in their order. */
  index() {
    this.order = [];
    this.at = new Map();
    for (const chunk of this.list.querySelectorAll(".chunk")) {
      for (const one of idsOf(chunk)) {
        this.at.set(one.id, this.order.length);
        this.order.push({ ...one, chunk });
      }
    }
  }

  start() {
    const first = this.order.find((one) => one.open) ?? this.order[0];
    if (first) void this.choose(first.id, { focus: false });
  }

  card(id = this.current) {
    // In its own chunk: a list of thousands is not searched for each key.
    return this.order[this.at.get(id)]?.chunk.querySelector(`.card[data-item="${CSS.escape(id)}"]`) ?? null;
  }

  can(act) {
    return Boolean(this.card()?.querySelector(`[data-act="${act}"]`));
  }

  /** Choose an item: open its card, light its quote, bring both into view. */
  async choose(id, { focus = true, scroll = true } = {}) {
    const place = this.order[this.at.get(id)];
    if (!place) return;
    this.fold(this.current);
    this.current = id;
    if (place.chunk.dataset.wait !== undefined) await fill(place.chunk);
    if (this.current !== id) return;
    this.unfold(focus);
    if (scroll) await this.showInText(place.start);
    clearTimeout(this.ahead);
    this.ahead = setTimeout(() => this.fetchAhead(), 20);
  }

  /** Have ready what the next keys will ask for: the open items after the chosen one, and where they stand. */
  fetchAhead() {
    const at = this.at.get(this.current) ?? -1;
    for (const by of [1, -1]) {
      let left = 3;
      for (let next = at + by; left && this.order[next]; next += by) {
        if (!this.order[next].open && next !== at + by) continue;
        this.fetch(this.order[next]);
        left -= 1;
      }
    }
    // Where the keys go round the ends.
    this.fetch(this.order.find((one) => one.open));
    this.fetch(this.order.findLast((one) => one.open));
  }

  fetch(one) {
    if (!one) return;
    void fill(one.chunk);
    void fill(this.blockAt(one.start));
  }

  fold(id) {
    const card = this.card(id);
    if (!card) return;
    card.classList.remove("current");
    card.querySelector(".more").hidden = true;
    const pick = card.querySelector(".pick");
    pick.setAttribute("aria-expanded", "false");
    pick.tabIndex = -1;
  }

  unfold(focus) {
    const card = this.card();
    if (!card) return;
    card.classList.add("current");
    card.querySelector(".more").hidden = false;
    const pick = card.querySelector(".pick");
    pick.setAttribute("aria-expanded", "true");
    pick.tabIndex = 0;
    if (focus) pick.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  }

  focus() {
    const pick = this.card()?.querySelector(".pick");
    if (pick) pick.focus({ preventScroll: true });
    else document.activeElement?.blur();
  }

  /** Light the chosen item's quote and numbers, wherever in the report they stand. */
  light() {
    for (const element of this.lit) element.classList.remove("lit");
    this.lit = [];
    if (this.current === null) return;
    for (const marks of this.marks.values()) this.lightAll(marks);
  }

  lightAll(marks) {
    for (const mark of marks.get(this.current) ?? []) {
      mark.classList.add("lit");
      this.lit.push(mark);
    }
  }

  /** Note, once a block, which of its elements belong to which item: a key looks them up and searches nothing. */
  filled(part) {
    if (!this.text.contains(part)) return;
    const marks = new Map();
    for (const mark of part.querySelectorAll("[data-rows], [data-item], [data-for]")) {
      for (const id of (mark.dataset.rows ?? mark.dataset.item ?? mark.dataset.for).split(" ")) {
        if (!marks.has(id)) marks.set(id, []);
        marks.get(id).push(mark);
      }
    }
    this.marks.set(part, marks);
    this.lit = this.lit.filter((mark) => mark.isConnected);
    this.lightAll(marks);
  }

  async showInText(start = this.order[this.at.get(this.current)]?.start) {
    if (start === undefined) return;
    const wanted = this.current;
    const block = this.blockAt(start);
    if (block) await fill(block);
    if (this.current !== wanted) return;
    this.light();
    const lit = this.lit.find((element) => element.matches("mark, .number") && block.contains(element));
    if (!lit) return;
    const pane = this.text.getBoundingClientRect();
    const place = lit.getBoundingClientRect();
    if (place.top < pane.top + 40 || place.bottom > pane.bottom - 80) {
      this.text.scrollBy({ top: place.top - pane.top - pane.height / 3 });
    }
  }

  blockAt(start) {
    this.blocks ??= [...this.text.querySelectorAll(".block")];
    let [low, high] = [0, this.blocks.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (Number(this.blocks[middle].dataset.from) <= start) low = middle;
      else high = middle - 1;
    }
    return this.blocks[low];
  }

  /** To the next or previous item, or the next or previous that is open; false where there is none. */
  step(by, open = false) {
    let at = this.at.get(this.current) ?? (by > 0 ? -1 : this.order.length);
    do at += by;
    while (this.order[at] && open && !this.order[at].open);
    if (!this.order[at]) return open && this.wrap(by);
    void this.choose(this.order[at].id);
    return true;
  }

  wrap(by) {
    const found = by > 0 ? this.order.find((one) => one.open) : this.order.findLast((one) => one.open);
    if (!found || found.id === this.current) return Boolean(found);
    void this.choose(found.id);
    return true;
  }

  /** Choose what a mark in the text stands for; where several rows share it, one after the other. */
  async chooseMark(mark, showAll) {
    const ids = mark.dataset.item ? [mark.dataset.item] : mark.dataset.rows.split(" ");
    const id = ids[(ids.indexOf(this.current) + 1) % ids.length];
    if (!this.at.has(id)) await showAll();
    await this.choose(id, { scroll: false });
    this.light();
  }

  hasOpen() {
    return this.order.some((one) => one.open);
  }

  isOpen(id, open) {
    const place = this.order[this.at.get(id)];
    if (place) place.open = open;
  }

  /** Put a new list in place of the old one; the chosen item stays where it was on the screen. */
  async replaceAll(content) {
    const held = this.card()?.getBoundingClientRect().top;
    const hadFocus = this.list.contains(document.activeElement);
    const before = this.at.get(this.current) ?? 0;
    this.list.replaceChildren(content);
    this.index();
    watch(this.list);
    const next = this.at.has(this.current) ? this.current : (this.order[Math.min(before, this.order.length - 1)]?.id ?? null);
    this.current = null;
    if (next === null) return this.light();
    await this.choose(next, { focus: hadFocus, scroll: false });
    this.light();
    if (held !== undefined) await this.hold(next, held);
  }

  /** Keep a card where it was: parts of a new list get their height only in the frames in which they come into view. */
  async hold(id, top) {
    const pane = this.list.closest(".rows");
    for (let frame = 0; frame < 8 && this.current === id; frame += 1) {
      const now = this.card(id)?.getBoundingClientRect().top;
      if (now === undefined) return;
      pane.scrollBy({ top: now - top });
      await new Promise(requestAnimationFrame);
    }
    if (this.current === id) this.card(id)?.scrollIntoView({ block: "nearest" });
  }

  /** Put a card in place of its earlier state. */
  replace(id, content) {
    const card = this.card(id);
    if (!card) return;
    const hadFocus = card.contains(document.activeElement);
    const fresh = content.querySelector(".card");
    this.isOpen(id, fresh.dataset.open !== undefined);
    card.replaceWith(fresh);
    if (id === this.current) this.unfold(hadFocus);
  }
}
