/** NumericDates, told as people tell time. */

/**
 * @import { Json } from "./answers.d.ts"
 */

const LATEST = 253402300799;
/** @type {[number, string][]} */
const UNITS = [[365 * 86400, "year"], [86400, "day"], [3600, "hour"], [60, "minute"], [1, "second"]];
const WORDS = new Map([
  ["exp", ["expired", "expires"]],
  ["nbf", ["valid since", "valid only"]],
  ["iat", ["issued", "issued"]],
  ["auth_time", ["signed in", "signed in"]],
  ["updated_at", ["updated", "updated"]],
]);

/**
 * What a time claim says: the date, and how far it is from now; `null` when the claim is no time.
 * @param {string} name
 * @param {Json} value
 * @param {number} now seconds since the epoch
 * @returns {{ iso: string, told: string, late: boolean } | null}
 */
export function told(name, value, now) {
  const words = WORDS.get(name);
  if (!words || typeof value !== "number" || value < 0 || value > LATEST) return null;
  const past = value <= now;
  const [before, after] = words;
  const distance = relative(value, now);
  const sentence = name === "nbf" && past ? `valid since ${distance}` : `${past ? before : after} ${distance}`;
  return { iso: iso(value), told: sentence, late: (name === "exp" && past) || (name === "nbf" && !past) };
}

/** @param {number} seconds */
export function iso(seconds) {
  return new Date(Math.floor(seconds) * 1000).toISOString().replace(".000Z", "Z");
}

/**
 * @param {number} seconds
 * @param {number} now
 */
export function relative(seconds, now) {
  const distance = Math.abs(seconds - now);
  for (const [size, unit] of UNITS) {
    if (distance >= size) {
      const count = Math.floor(distance / size);
      const amount = `${count} ${unit}${count === 1 ? "" : "s"}`;
      return seconds > now ? `in ${amount}` : `${amount} ago`;
    }
  }
  return "now";
}
