/** Lets the page be opened again without a network. What is kept are our own files; nothing that anybody pastes. */

import { trust } from "./trust.js";

/** @returns {Promise<ServiceWorkerRegistration | undefined>} `undefined` where the browser has or allows none */
export async function register() {
  try {
    return await navigator.serviceWorker.register(trust(`${document.documentElement.dataset.root}keep.js`));
  } catch {
    return undefined;
  }
}

/**
 * Has the files of this page kept. They come from the browser's cache: the network is not asked again.
 * @param {Promise<ServiceWorkerRegistration | undefined>} registered
 * @param {string[]} paths of the files that no link of the page names
 * @param {() => void} kept told when they are
 */
export async function keep(registered, paths, kept) {
  if (!(await registered)) return;
  const { active } = await navigator.serviceWorker.ready;
  const links = [...document.querySelectorAll("link")].map(({ href }) => href);
  const fetched = paths.map((path) => new URL(path, document.baseURI).href);
  const files = [...links, ...fetched].filter((href) => href.startsWith(location.origin));
  navigator.serviceWorker.addEventListener("message", kept, { once: true });
  active?.postMessage({ keep: [location.href.split(/[?#]/)[0], ...files] });
}
