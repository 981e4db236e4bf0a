/** JSON in which a number stays what was written: an integer beyond the range of a double becomes a bigint. */

/**
 * @import { Json, Members } from "./answers.d.ts"
 */

/**
 * @param {string} text
 * @returns {Json}
 */
export function parse(text) {
  return JSON.parse(text, /** @type {(name: string, value: any) => any} */ (asWritten));
}

/**
 * @param {string} _name
 * @param {any} value
 * @param {{ source?: string }} [context] what stands in the text; older browsers do not tell
 */
function asWritten(_name, value, context) {
  const source = context?.source;
  const rounded = typeof value === "number" && !Number.isSafeInteger(value);
  return rounded && source && /^-?\d+$/.test(source) ? BigInt(source) : value;
}

/**
 * The value as JSON on one line.
 * @param {Json} value
 * @returns {string}
 */
export function write(value) {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return `[${value.map(write).join(", ")}]`;
  if (isMembers(value)) {
    return `{${Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${write(one)}`).join(", ")}}`;
  }
  return JSON.stringify(value);
}

/**
 * @param {Json} value
 * @returns {value is Members}
 */
export function isMembers(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
