/** The one place where an address becomes code: the policy of the page lets no other string do so. */

/**
 * @typedef {{ createScriptURL: (url: string) => string }} Policy
 * @typedef {{ createPolicy: (name: string, rules: Policy) => Policy }} Factory
 */

/** @type {Factory | undefined} */
const factory = /** @type {any} */ (globalThis).trustedTypes;
const policy = factory?.createPolicy("forwhom", { createScriptURL: (url) => url });

/**
 * The address of a worker, in the form that Trusted Types ask for.
 * @param {string} url
 */
export function trust(url) {
  return policy ? policy.createScriptURL(url) : url;
}
