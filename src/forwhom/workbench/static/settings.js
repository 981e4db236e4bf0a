/** What is known besides the text: expected audience, verifier, provider, key. Kept in the fields, nowhere else. */

import { byId } from "./dom.js";

/**
 * @import { Asked } from "./answers.d.ts"
 */

export function state() {
  const audiences = byId("audiences", HTMLInputElement);
  const unset = byId("unset", HTMLInputElement);
  const verifier = byId("verifier", HTMLInputElement);
  const provider = byId("provider", HTMLInputElement);
  const key = byId("key", HTMLTextAreaElement);
  const details = byId("settings", HTMLDetailsElement);
  const fields = [audiences, unset, verifier, provider, key];

  return {
    /** The key as pasted. */
    key: () => key.value.trim(),

    /**
     * @param {string} text
     * @param {number} now
     * @returns {Asked}
     */
    asked(text, now) {
      const values = audiences.value.split(/[\s,]+/).filter(Boolean);
      return {
        text,
        audiences: unset.checked ? [] : values.length ? values : null,
        verifier: verifier.value.trim() || null,
        provider: provider.value.trim() || null,
        issuer: null,
        signature_valid: null,
        keys: key.value.trim().startsWith("{") ? key.value.trim() : null,
        now,
      };
    },

    /** @param {() => void} changed */
    onChange(changed) {
      for (const field of fields) field.addEventListener("input", changed);
    },

    clear() {
      for (const field of fields) field.value = "";
      unset.checked = false;
    },

    /**
     * Takes what a link carries behind its `#`, and takes it out of the address.
     * @param {HTMLTextAreaElement} box
     */
    restore(box) {
      const given = new URLSearchParams(location.hash.slice(1));
      if (![...given.keys()].some((name) => ["text", "audience", "verifier", "provider", "unset"].includes(name))) return;
      box.value = given.get("text") ?? "";
      audiences.value = given.getAll("audience").join(" ");
      unset.checked = given.has("unset");
      verifier.value = given.get("verifier") ?? "";
      provider.value = given.get("provider") ?? "";
      details.open = Boolean(audiences.value || unset.checked || verifier.value || provider.value);
      history.replaceState(null, "", location.pathname);
    },
  };
}
