/**
 * Starts the engine and asks it. The page fetches our own files, gives up every further connection, and only then
 * starts the worker in which the engine will see what people paste.
 */

import { parse } from "./json.js";
import { keep, register } from "./offline.js";
import { seal } from "./seal.js";
import { trust } from "./trust.js";

/**
 * @import { Names, Json } from "./answers.d.ts"
 * @typedef {{ ask: (question: object) => Promise<any>, names: Names, kept: Promise<void> }} Engine
 */

/**
 * @param {string} runtime the folder of the runtime
 * @param {string} page the folder of the page's own files
 * @returns {Promise<Engine>} once it answers
 */
export async function start(runtime, page) {
  /** @type {string[]} */
  const paths = [];
  const file = (/** @type {string} */ path) => {
    paths.push(path);
    return got(path);
  };
  const files = {
    own: file(`${page}/python.js`),
    pyodide: file(`${runtime}/pyodide.mjs`),
    glue: file(`${runtime}/pyodide.asm.mjs`),
    wasm: file(`${runtime}/pyodide.asm.wasm`),
    library: file(`${runtime}/stdlib.zip`),
    engine: file(`${runtime}/engine.bin`),
    catalogue: file(`${runtime}/catalogue.pickle`),
    lock: file(`${runtime}/lock.json`),
  };
  const own = files.own.then((response) => response.text());
  const parts = {
    pyodide: files.pyodide.then((response) => response.text()).then(module),
    glue: files.glue.then((response) => response.text()).then(module),
    wasm: WebAssembly.compileStreaming(files.wasm),
    library: files.library.then((response) => response.arrayBuffer()),
    engine: files.engine.then((response) => response.arrayBuffer()),
    catalogue: files.catalogue.then((response) => response.arrayBuffer()),
    lock: files.lock.then((response) => response.json()),
  };
  const registered = register();
  // From here on nothing can be asked for, but what is on its way arrives.
  await Promise.all(Object.values(files));
  seal();
  const worker = new Worker(trust(module(await own)), { type: "module", name: "engine" });
  /** @type {Map<number, (answer: string) => void>} */
  const waiting = new Map();
  let last = 0;
  const names = new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message || "the worker did not start"));
    worker.onmessage = ({ data }) => {
      if (data.id) {
        waiting.get(data.id)?.(data.answer);
        waiting.delete(data.id);
      } else if (data.ready) resolve(parse(data.ready));
      else reject(new Error(data.failed));
    };
  });
  for (const [part, value] of Object.entries(parts)) {
    value.then((value) => worker.postMessage({ part, value }, value instanceof ArrayBuffer ? [value] : []));
  }
  await Promise.all([...Object.values(parts), names]);
  return {
    names: await names,
    /** Resolved when the page can be opened again without a network; never where the browser does not allow that. */
    kept: new Promise((done) => void keep(registered, paths, () => done())),
    async ask(question) {
      const id = (last += 1);
      /** @type {Promise<string>} */
      const answer = new Promise((resolve) => waiting.set(id, resolve));
      worker.postMessage({ id, request: JSON.stringify(question) });
      const told = parse(await answer);
      if (told && typeof told === "object" && "defect" in told) throw new Error(String(told.defect));
      return told;
    },
  };
}

/**
 * A file of ours, asked for once more when the network stumbles.
 * @param {string} path
 */
async function got(path) {
  const response = await fetch(path).catch(() => fetch(path));
  if (!response.ok) throw new Error(`${new URL(response.url).pathname} is not there`);
  return response;
}

/** @param {string} text */
function module(text) {
  return URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
}
