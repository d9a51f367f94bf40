// The form that corrects a row or adds one, in the place of the list while it is open.

import { elementsOf, getHtml } from "./server.js";

export class Forms {
  constructor(place, decisions, items, say) {
    Object.assign(this, { place, rows: place.closest(".rows"), decisions, items, say, scrolled: 0 });
    place.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.submit(event.target);
    });
    place.addEventListener("focusin", (event) => {
      const help = event.target.closest(".field")?.querySelector(".help");
      if (help) place.querySelector("#hint").textContent = help.textContent;
    });
    place.addEventListener("change", (event) => event.target.name === "table" && void this.otherTable(event.target));
  }

  get isOpen() {
    return !this.place.hidden;
  }

  async correct(item) {
    await this.open("correct", { item });
  }

  /** A row from the marked stretch, or from the chosen number where nothing is marked. */
  async add(stretch, item) {
    if (stretch) await this.open("add", stretch);
    else if (item?.startsWith("n")) await this.open("add", { item });
    else this.say("Mark the stretch of the report that prints the result, then add the row.");
  }

  async open(path, parameters) {
    let html = "";
    try {
      html = await getHtml(path, parameters);
    } catch (error) {
      this.say(error.message, true);
      return;
    }
    if (!this.isOpen) this.scrolled = this.rows.scrollTop;
    this.place.replaceChildren(elementsOf(html));
    this.place.hidden = false;
    this.rows.classList.add("has-form");
    this.rows.scrollTop = 0;
    const controls = [...this.place.querySelectorAll("fieldset input, fieldset select")];
    (controls.find((one) => one.value) ?? controls[0]).focus();
  }

  async otherTable(select) {
    const { start, end } = select.form.dataset;
    await this.open("add", { start, end, table: select.value });
  }

  cancel() {
    this.say("");
    this.close();
  }

  close() {
    this.place.hidden = true;
    this.rows.classList.remove("has-form");
    this.place.replaceChildren();
    this.rows.scrollTop = this.scrolled;
    this.items.card()?.scrollIntoView({ block: "nearest" });
    this.items.focus();
  }

  async submit(form) {
    const { action, item, start, end, text } = form.dataset;
    const fields = {};
    for (const control of form.querySelectorAll("fieldset input, fieldset select")) {
      const first = control.matches("select") ? ([...control.options].find((one) => one.defaultSelected)?.value ?? "") : control.defaultValue;
      if (control.value !== first) fields[control.name] = control.value;
    }
    const asked = { action, fields, reason: form.querySelector('[name="reason"]').value };
    if (action === "correct") asked.item = item;
    else Object.assign(asked, { start, end, text, table: form.querySelector('[name="table"]').value });
    try {
      await this.decisions.save(asked, action === "correct" ? "Corrected" : "Added");
    } catch (error) {
      form.querySelector("#wrong").textContent = error.message;
      return;
    }
    this.close();
  }
}
