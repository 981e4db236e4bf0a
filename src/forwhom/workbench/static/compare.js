/** Two values one above the other, with the characters marked in which they part. */

import { make, visible } from "./dom.js";
import { write } from "./json.js";
import { clean } from "./token-panel.js";

/**
 * @import { Finding, Json } from "./answers.d.ts"
 */

/** Characters that are kept before the place where two long values part, and from there on. */
const BEFORE = 24;
const LONGEST = 400;

/**
 * @param {Finding} finding
 * @param {boolean} absent whether the token has no audience at all
 * @returns {Node | null} `null` when the finding is about no value
 */
export function compare(finding, absent) {
  const { found, expected } = finding;
  if (found === null && expected === null) return null;
  const both = typeof found === "string" && typeof expected === "string";
  const [one, other] = both ? marked(found, expected) : [plain(found, absent), plain(expected, false)];
  const rows = [row("found", "found", one)];
  if (expected !== null) rows.unshift(row("expected", "expected", other));
  return make(
    "figure",
    { class: "compare" },
    make("div", { class: "pair", tabindex: 0, role: "group", "aria-label": "Expected above found" }, ...rows),
    finding.marker ? make("figcaption", {}, visible(finding.marker)) : null,
  );
}

/**
 * @param {string} kind
 * @param {string} label
 * @param {(Node | string)[]} value
 */
function row(kind, label, value) {
  return make("div", { class: `line ${kind}` }, make("span", { class: "tag" }, label), make("code", {}, ...value));
}

/**
 * @param {Json} value
 * @param {boolean} absent
 * @returns {(Node | string)[]}
 */
function plain(value, absent) {
  if (value === null) return [make("em", {}, absent ? "no aud claim" : "nothing")];
  return [clean(write(value))];
}

/**
 * Both texts in quotes; what stands between their common beginning and their common end is marked.
 * @param {string} found
 * @param {string} expected
 * @returns {[(Node | string)[], (Node | string)[]]}
 */
export function marked(found, expected) {
  const one = [...found];
  const other = [...expected];
  const shortest = Math.min(one.length, other.length);
  let start = 0;
  while (start < shortest && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < shortest - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  // What is alike inside two quite different values says nothing.
  if (end < 3 && end < one.length - start) end = 0;
  return [pieces(one, start, end), pieces(other, start, end)];
}

/**
 * The text in quotes with its middle marked; what is far from there is cut, in both values alike before it.
 * @param {string[]} characters
 * @param {number} start
 * @param {number} end
 * @returns {(Node | string)[]}
 */
function pieces(characters, start, end) {
  const from = start > 2 * BEFORE ? start - BEFORE : 0;
  const lead = from ? `...(${from} characters)... ` : "";
  const middle = characters.slice(start, characters.length - end);
  const rest = characters.slice(characters.length - end);
  const more = middle.length + rest.length - LONGEST;
  const tail = more > BEFORE ? `" ...(${more} characters more)` : '"';
  const room = more > BEFORE ? LONGEST : Infinity;
  const shown = quoted(middle.slice(0, room).join(""));
  const mark = shown ? make("mark", {}, shown) : make("mark", { class: "gap", "aria-hidden": "true" });
  return [`${lead}"`, quoted(characters.slice(from, start).join("")), mark, quoted(rest.slice(0, Math.max(0, room - middle.length)).join("")), tail];
}

/** @param {string} text */
function quoted(text) {
  return visible(JSON.stringify(text).slice(1, -1));
}
