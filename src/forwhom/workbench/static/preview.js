/**
 * What can be said of a token at once, before the engine has started: the header and claims of a whole signed token.
 * It says nothing where it is not sure, and never anything else than the engine.
 */

import { isMembers, parse } from "./json.js";

/**
 * @import { Members } from "./answers.d.ts"
 * @typedef {{ header: Members, claims: Members, bytes: number }} Preview
 */

const WORD = "[A-Za-z0-9_\\-]";
const TOKEN = new RegExp(
  `(?<![A-Za-z0-9_\\-.+/%=])e(?:y[A-L]|w[0ok])${WORD}{6,}\\.(${WORD}{6,})\\.(${WORD}*)(?![A-Za-z0-9_\\-.+/%=~\\u2026])`,
  "g",
);
const MAX_LENGTH = 65536;
const MAX_DEPTH = 64;

/**
 * The first token in the text; `null` when there is none, or more than one, or anything is odd about it.
 * @param {string} text
 * @returns {Preview | null}
 */
export function preview(text) {
  if (text.length > MAX_LENGTH) return null;
  const found = [...text.matchAll(TOKEN)];
  // A second beginning may be another token, or the rest of one that is broken over lines.
  if (found.length !== 1 || (text.match(/e(?:y[A-L]|w[0ok]|30)[A-Za-z0-9_\-+/]{6}/g) ?? []).length !== marks(found[0][0])) {
    return null;
  }
  const [token] = found[0];
  const after = text.slice(/** @type {number} */ (found[0].index) + token.length);
  if (/^[ \t]*\\?\r?\n[ \t>|]*[A-Za-z0-9_\-+/.]/.test(after)) return null;
  const [first, second, signature] = token.split(".");
  try {
    const header = members(first);
    // An encrypted payload, or one that is not encoded.
    if ("enc" in header || header.b64 === false) return null;
    return { header, claims: members(second), bytes: bytes(signature).length };
  } catch {
    return null;
  }
}

/** @param {string} token */
function marks(token) {
  return (token.match(/e(?:y[A-L]|w[0ok]|30)[A-Za-z0-9_\-+/]{6}/g) ?? []).length;
}

/**
 * @param {string} part
 * @returns {Members}
 */
function members(part) {
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes(part));
  if ((text.match(/[[{]/g) ?? []).length > MAX_DEPTH) throw new RangeError("too deep");
  const value = parse(text);
  if (!isMembers(value)) throw new TypeError("no object");
  return value;
}

/** @param {string} part */
function bytes(part) {
  if (part.length % 4 === 1) throw new RangeError("no base64url");
  return Uint8Array.from(atob(part.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
}
