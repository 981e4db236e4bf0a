/**
 * Hands a token to the workbench in another tab, from page to page: not through an address, which a browser keeps, and
 * not through a server. That page reads it as if it had been pasted.
 */

const PATIENCE = 20000;

/**
 * @param {() => Promise<string>} token
 */
export async function handOver(token) {
  // At once, while the click still allows a new tab.
  const other = window.open(new URL(document.documentElement.dataset.root ?? "../", location.href), "_blank");
  if (!other) throw new Error("The browser opened no tab for the decoder.");
  const text = await token();
  const ready = new Promise((resolve, reject) => {
    const later = setTimeout(() => reject(new Error("The decoder did not start.")), PATIENCE);
    addEventListener("message", function listen({ source, origin, data }) {
      if (source !== other || origin !== location.origin || data !== "forwhom: ready") return;
      removeEventListener("message", listen);
      clearTimeout(later);
      resolve(undefined);
    });
  });
  await ready;
  other.postMessage({ forwhom: "read", text }, location.origin);
}
