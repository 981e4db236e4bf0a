/**
 * The service worker: lets a page that was loaded once be loaded again without a network. It keeps our own files and
 * nothing that anybody types. With a network, the network answers.
 *
 * @typedef {ExtendableEvent & { addRoutes?: (rules: object[]) => Promise<void> }} InstallEvent
 */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const STORE = "forwhom";

worker.addEventListener("install", (event) => {
  const { addRoutes } = /** @type {InstallEvent} */ (event);
  if (addRoutes) {
    // Files whose name changes with their content are answered without starting this worker.
    const lasting = ["page", "runtime"].map((folder) => ({
      condition: { urlPattern: new URLPattern({ pathname: `*/${folder}/*` }) },
      source: { cacheName: STORE },
    }));
    event.waitUntil(addRoutes.call(event, lasting));
  }
  event.waitUntil(worker.skipWaiting());
});

worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("message", (event) => {
  const { keep } = event.data;
  event.waitUntil(
    (async () => {
      const store = await caches.open(STORE);
      const wanted = new Set(keep);
      // Another page of the same build loads other files of these folders; those of an older build nobody asks for.
      const folders = new Set(keep.map(folderOf));
      for (const { url } of await store.keys()) {
        if (wanted.has(url)) wanted.delete(url);
        else if (/\/(page|runtime)\//.test(url) && !folders.has(folderOf(url))) await store.delete(url);
      }
      await store.addAll([...wanted].map((url) => new Request(url, { cache: "force-cache" })));
      event.source?.postMessage({ kept: keep.length });
    })(),
  );
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== worker.location.origin) return;
  event.respondWith(answer(request));
});

/** @param {string} url */
function folderOf(url) {
  return url.slice(0, url.lastIndexOf("/"));
}

/** @param {Request} request @returns {Promise<Response>} */
async function answer(request) {
  const store = await caches.open(STORE);
  if (/\/(page|runtime)\//.test(request.url)) {
    return (await store.match(request.url)) ?? fetch(request);
  }
  try {
    const response = await fetch(request);
    if (response.ok && request.mode === "navigate") await store.put(request.url.split(/[?#]/)[0], response.clone());
    return response;
  } catch (error) {
    const kept = await store.match(request.url.split(/[?#]/)[0]);
    if (kept) return kept;
    throw error;
  }
}
