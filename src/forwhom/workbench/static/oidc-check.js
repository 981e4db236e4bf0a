/** One check of a step or token. */

import { make, visible } from "./dom.js";
import { write } from "./json.js";
import { clean } from "./token-panel.js";

/**
 * @import { Json } from "./answers.d.ts"
 * @import { Check } from "./oidc.d.ts"
 */

/** @type {Record<Check["outcome"], [string, string]>} */
const OUTCOMES = {
  passed: ["\u2713", "passed"],
  failed: ["\u2717", "failed"],
  warning: ["!", "warning"],
  note: ["\u00b7", "note"],
};

/** @param {Check} one */
export function check(one) {
  const [mark, word] = OUTCOMES[one.outcome];
  return make(
    "li",
    { class: one.outcome },
    make("span", { class: "mark", "aria-hidden": "true" }, mark),
    make("span", { class: "unseen" }, `${word}: `),
    make(
      "div",
      { class: "what" },
      visible(one.text),
      one.reference ? make("span", { class: "see" }, ` ${one.reference}`) : null,
      value("expected", one.expected),
      value("found", one.found),
      one.hint ? hint(one.hint, one.option) : null,
    ),
  );
}

/** The field of the form that does what an option of the command line does, where their names differ. */
const FIELDS = /** @type {Record<string, string>} */ ({ resource: "resources" });

/**
 * How to go on, with the label of the field that does it.
 * @param {string} text
 * @param {string | null} option
 */
function hint(text, option) {
  const field = option ? document.getElementById(FIELDS[option] ?? option.replaceAll("-", "_")) : null;
  const label = field ? document.querySelector(`label[for="${field.id}"]`)?.textContent : null;
  const where = field && label ? [" (", fieldButton(field, label), ")"] : [];
  return make("div", { class: "hint" }, "To go on: ", visible(text), ...where, ".");
}

/**
 * Leads to a field of the form, also to one that is folded away.
 * @param {HTMLElement} field
 * @param {string} label
 */
function fieldButton(field, label) {
  const button = make("button", { type: "button", class: "to-field" }, label);
  button.addEventListener("click", () => {
    const folded = field.closest("details");
    if (folded) folded.open = true;
    field.focus();
  });
  return button;
}

/**
 * @param {string} label
 * @param {Json} json
 */
function value(label, json) {
  if (json === null) return null;
  return make("div", { class: `line ${label}` }, make("span", { class: "tag" }, label), make("code", {}, clean(write(json))));
}
