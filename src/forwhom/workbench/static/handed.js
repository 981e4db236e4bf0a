/** Takes a text that another page of this workbench hands over, once, and lets go of that page. */

/**
 * @param {(text: string) => void} take
 */
export function handed(take) {
  const { opener } = window;
  if (!opener) return;
  addEventListener("message", function listen({ source, origin, data }) {
    if (source !== opener || origin !== location.origin || data?.forwhom !== "read" || typeof data.text !== "string") return;
    removeEventListener("message", listen);
    window.opener = null;
    take(data.text);
  });
  opener.postMessage("forwhom: ready", location.origin);
}
