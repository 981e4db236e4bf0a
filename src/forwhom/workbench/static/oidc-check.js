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
    ),
  );
}

/**
 * @param {string} label
 * @param {Json} json
 */
function value(label, json) {
  if (json === null) return null;
  return make("div", { class: `line ${label}` }, make("span", { class: "tag" }, label), make("code", {}, clean(write(json))));
}
