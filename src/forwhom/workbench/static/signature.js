/** Verifies the signature of a token by WebCrypto, with a key that was pasted. A public key is never taken for a secret. */

import { isMembers, parse } from "./json.js";

/**
 * @import { Members } from "./answers.d.ts"
 * @typedef {{ valid: boolean | null, told: string }} Checked
 * @typedef {{ kty: string, import: object, verify: object }} Algorithm
 */

const HASHES = ["256", "384", "512"];
/** @type {Record<string, string>} */
const CURVES = { ES256: "P-256", ES384: "P-384", ES512: "P-521" };

/**
 * @param {string} compact the token
 * @param {string} material a JWK Set, a JWK, a key in PEM, or a secret
 * @returns {Promise<Checked>} `valid` is `null` where it cannot be told
 */
export async function verify(compact, material) {
  const [head, payload, last] = compact.split(".");
  /** @type {Members} */
  let header;
  try {
    const read = parse(new TextDecoder().decode(bytes(head)));
    if (!isMembers(read)) return unsure("the header cannot be read");
    header = read;
  } catch {
    return unsure("the header cannot be read");
  }
  if (!globalThis.crypto?.subtle) return unsure("the browser verifies only in pages loaded over https or from this machine");
  const algorithm = typeof header.alg === "string" ? algorithmOf(header.alg, material) : null;
  if (!algorithm) return unsure(`this browser cannot verify ${typeof header.alg === "string" ? header.alg : "a token without alg"}`);
  const keys = await keysOf(material.trim(), algorithm, header.kid);
  if (typeof keys === "string") return unsure(keys);
  const data = new TextEncoder().encode(`${head}.${payload}`);
  for (const key of keys) {
    if (await crypto.subtle.verify(/** @type {any} */ (algorithm.verify), key, bytes(last), data)) {
      return { valid: true, told: "The signature is verified with the key given." };
    }
  }
  return { valid: false, told: "The signature does not fit the key given." };
}

/** @param {string} why @returns {Checked} */
function unsure(why) {
  return { valid: null, told: `Not verified: ${why}.` };
}

/**
 * @param {string} name the alg of the header
 * @param {string} material
 * @returns {Algorithm | null} `null` when the browser has no such algorithm
 */
function algorithmOf(name, material) {
  const hash = { name: `SHA-${name.slice(2)}` };
  if (CURVES[name]) {
    return { kty: "EC", import: { name: "ECDSA", namedCurve: CURVES[name] }, verify: { name: "ECDSA", hash } };
  }
  if (name === "EdDSA" || name === "Ed25519") {
    return material.includes('"Ed448"') ? null : { kty: "OKP", import: { name: "Ed25519" }, verify: { name: "Ed25519" } };
  }
  if (!HASHES.includes(name.slice(2))) return null;
  switch (name.slice(0, 2)) {
    case "RS":
      return { kty: "RSA", import: { name: "RSASSA-PKCS1-v1_5", hash }, verify: { name: "RSASSA-PKCS1-v1_5" } };
    case "PS":
      return { kty: "RSA", import: { name: "RSA-PSS", hash }, verify: { name: "RSA-PSS", saltLength: Number(name.slice(2)) / 8 } };
    case "HS":
      return { kty: "oct", import: { name: "HMAC", hash }, verify: { name: "HMAC" } };
    default:
      return null;
  }
}

/**
 * @param {string} material
 * @param {Algorithm} algorithm
 * @param {unknown} kid the key ID in the header
 * @returns {Promise<CryptoKey[] | string>} the keys to try, or why there are none
 */
async function keysOf(material, algorithm, kid) {
  if (material.startsWith("-----BEGIN")) return pem(material, algorithm);
  if (!material.startsWith("{")) {
    if (algorithm.kty !== "oct") return "the token is signed with a key pair, and what was pasted is no public key";
    return [await imported("raw", new TextEncoder().encode(material), algorithm)];
  }
  let set;
  try {
    set = parse(material);
  } catch {
    return "the key is no JSON";
  }
  const entries = isMembers(set) && Array.isArray(set.keys) ? set.keys : [set];
  const fitting = entries.filter(isMembers).filter((jwk) => {
    return jwk.kty === algorithm.kty && (kid === undefined || jwk.kid === undefined || jwk.kid === kid);
  });
  /** @type {CryptoKey[]} */
  const keys = [];
  for (const { kty, n, e, crv, x, y, k } of fitting) {
    // Only what makes the key: "use" and "key_ops" of a careless set do not matter here.
    const jwk = Object.fromEntries(Object.entries({ kty, n, e, crv, x, y, k }).filter(([, value]) => value !== undefined));
    try {
      keys.push(await imported("jwk", jwk, algorithm));
    } catch {
      // Another curve, or damaged: the next one may fit.
    }
  }
  return keys.length ? keys : "none of the keys fits the token's kid and alg";
}

/**
 * @param {string} text
 * @param {Algorithm} algorithm
 * @returns {Promise<CryptoKey[] | string>}
 */
async function pem(text, algorithm) {
  const [, label, body] = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END/.exec(text) ?? [];
  if (algorithm.kty === "oct") return "the token is signed with a secret, and what was pasted is a key in PEM";
  if (label !== "PUBLIC KEY") return `of keys in PEM only a PUBLIC KEY is read here, not a ${label ?? "damaged one"}`;
  try {
    return [await imported("spki", bytes(body.replace(/\s/g, "")), algorithm)];
  } catch {
    return "the public key is damaged or of another algorithm";
  }
}

/**
 * @param {"raw" | "jwk" | "spki"} format
 * @param {any} data
 * @param {Algorithm} algorithm
 */
function imported(format, data, algorithm) {
  return crypto.subtle.importKey(/** @type {any} */ (format), data, /** @type {any} */ (algorithm.import), false, ["verify"]);
}

/** @param {string} part */
function bytes(part) {
  return Uint8Array.from(atob(part.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
}
