// Saves a form while somebody writes in it, within two seconds; the button still saves everything without this.
const PAUSE = 1500;
const RETRY = 8000;

class Autosave {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-portal-autosave-status]");
    this.timer = null;
    this.dirty = false;
    this.over = false;
    form.addEventListener("input", (event) => {
      if (event.target.type !== "file") this.plan(PAUSE);
    });
    form.addEventListener("submit", () => clearTimeout(this.timer));
    // Leaving the page or locking the telephone: the browser finishes this request by itself.
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.dirty) this.save();
    });
  }

  plan(delay) {
    if (this.over) return;
    this.dirty = true;
    // The first change starts the clock; writing on does not put it off.
    if (this.timer) return;
    this.timer = setTimeout(() => this.save(), delay);
  }

  async save() {
    clearTimeout(this.timer);
    this.timer = null;
    this.dirty = false;
    this.say(this.form.dataset.saving);
    try {
      const response = await fetch(this.form.dataset.portalAutosave, { method: "POST", body: this.content(), keepalive: document.visibilityState === "hidden" });
      await this.read(response);
    } catch {
      this.say(this.form.dataset.waiting);
      this.plan(RETRY);
    }
  }

  async read(response) {
    if (response.redirected || response.status === 403) {
      this.say(this.form.dataset.refused);
      this.plan(RETRY);
      return;
    }
    if (!response.ok && response.status !== 409) throw new Error(response.statusText);
    // The deadline has passed: no later try will be taken, and each would be recorded as refused.
    this.over = response.status === 409;
    this.say((await response.json()).text);
  }

  // Everything but files: these are sent by the button.
  content() {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string") data.append(name, value);
    }
    return data;
  }

  say(text) {
    this.status.textContent = text;
  }
}

export function saveWhileWriting() {
  for (const form of document.querySelectorAll("form[data-portal-autosave]")) new Autosave(form);
}
