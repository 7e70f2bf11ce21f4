import { CharacterCount } from "govuk-frontend";

// Counts as the server does (core.forms.check_length): words are what stands between white space.
export class Counter extends CharacterCount {
  updateCount() {
    const text = this.$textarea.value;
    this.count = this.config.countType === "words" ? (text.match(/\S+/g) ?? []).length : text.length;
  }
}
