/** The token, decoded: header, payload and signature in three colours. The signature itself is cut. */

import { CLAIMS, HEADER } from "./claim-names.js";
import { make, visible } from "./dom.js";
import { isMembers, write } from "./json.js";
import { told } from "./time.js";

/**
 * @import { Defect, Json, Members, Token } from "./answers.d.ts"
 * @typedef {{
 *   form?: string, kind?: string | null, header: Members | null, claims: Members | null, payload_text?: string | null,
 *   bytes: number | null, defects?: Defect[], signature?: string, verified?: boolean | null,
 * }} Shown
 */

const MAX_VALUE = 2000;
/** @type {Record<string, string>} */
const FORMS = {
  jws: "Signed token",
  jwe: "Encrypted token",
  "json-serialization": "Token in a JSON serialization",
  opaque: "No JWT",
  fragment: "Part of a token",
  parts: "Decoded header or claims",
};
const SIGNATURE = /(e[yw][\w-]{6,}\.[\w-]+)\.[\w-]{6,}/g;

/**
 * @param {Token} token
 * @returns {Shown}
 */
export function shownOf(token) {
  return { ...token, bytes: token.signature.bytes, signature: undefined };
}

/**
 * @param {Shown} token
 * @param {number} now seconds since the epoch
 * @returns {Node[]}
 */
export function panel(token, now) {
  const form = token.form ?? "jws";
  const kind = token.kind ? ` (${token.kind})` : "";
  const parts = [make("h2", {}, `${FORMS[form] ?? "Token"}${kind}`)];
  if (form === "opaque") {
    parts.push(make("p", { class: "hint" }, "It names no audience by itself. Its issuer can be asked for it (introspection, RFC 7662)."));
  }
  if (form === "jwe") parts.push(make("p", { class: "hint" }, "Only its header can be read. Whoever holds the key can read its audience."));
  if (token.header) parts.push(block("header", "JOSE header", members(token.header, HEADER, now)));
  if (token.claims) {
    const absent = !("aud" in token.claims) && make("p", { class: "absent" }, "There is no aud claim: the token does not say for whom it is.");
    parts.push(block("claims", "Payload", members(token.claims, CLAIMS, now), absent));
  } else if (typeof token.payload_text === "string") {
    parts.push(block("claims", "Payload, which is no JSON", make("pre", {}, clean(token.payload_text))));
  }
  if (token.bytes !== null) parts.push(block("signature", "Signature", make("p", {}, signature(token))));
  if (token.defects?.length) {
    const lines = token.defects.map((defect) => make("li", {}, visible(defect.text)));
    parts.push(make("div", { class: "part defects" }, make("h3", {}, "Not in order"), make("ul", {}, ...lines)));
  }
  return parts;
}

/** @param {Shown} token */
function signature(token) {
  const size = `${token.bytes} ${token.bytes === 1 ? "byte" : "bytes"}, not shown`;
  if (token.signature) return `${size}. ${token.signature}`;
  return `${size}, not verified. Anybody can write a header and a payload.`;
}

/**
 * @param {string} kind
 * @param {string} title
 * @param {...(Node | false)} children
 */
function block(kind, title, ...children) {
  return make("div", { class: `part ${kind}` }, make("h3", {}, title), ...children);
}

/**
 * @param {Members} values
 * @param {Record<string, string>} names
 * @param {number} now
 */
function members(values, names, now) {
  const entries = Object.entries(values);
  if (!entries.length) return make("p", { class: "hint" }, "Empty.");
  return make("dl", {}, ...entries.flatMap(([name, value]) => member(name, value, names, now)));
}

/**
 * @param {string} name
 * @param {Json} value
 * @param {Record<string, string>} names
 * @param {number} now
 */
function member(name, value, names, now) {
  const meaning = Object.hasOwn(names, name) ? names[name] : null;
  const term = make("dt", name === "aud" ? { class: "aud" } : {}, meaning ? explained(name, meaning) : visible(name));
  const time = told(name, value, now);
  const detail = make("dd", name === "aud" ? { class: "aud" } : {}, ...shown(value));
  if (time) {
    detail.append(make("span", { class: time.late ? "when late" : "when" }, make("time", { datetime: time.iso }, time.iso), `, ${time.told}`));
  }
  return [term, detail];
}

let tips = 0;

/**
 * A name that says what it means on hover, on focus and to a screen reader.
 * @param {string} name
 * @param {string} meaning
 */
function explained(name, meaning) {
  const id = `tip-${(tips += 1)}`;
  return make(
    "span",
    { class: "tipped" },
    make("button", { type: "button", class: "term", "aria-describedby": id }, name),
    make("span", { class: "tip", role: "tooltip", id }, meaning),
  );
}

/**
 * @param {Json} value
 * @returns {Node[]}
 */
function shown(value) {
  if (Array.isArray(value) && value.length > 1 && value.every((one) => typeof one === "string")) {
    return [make("ul", { class: "values" }, ...value.slice(0, 200).map((one) => make("li", {}, make("code", {}, clean(write(one))))))];
  }
  const text = isMembers(value) ? write(value) : write(value);
  return [make("code", {}, clean(text))];
}

/**
 * A text as it may be shown: signatures cut, odd characters escaped, not endless.
 * @param {string} text
 */
export function clean(text) {
  const cut = visible(text.replace(SIGNATURE, "$1.[signature cut]"));
  if (cut.length <= MAX_VALUE) return cut;
  return `${cut.slice(0, MAX_VALUE / 2)} ...(${cut.length - MAX_VALUE} characters)... ${cut.slice(-MAX_VALUE / 2)}`;
}
