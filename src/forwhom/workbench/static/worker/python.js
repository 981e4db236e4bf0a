/**
 * The engine's worker. The page starts it from a blob after it has given up the right to connect, and a worker like
 * that has no more rights than its page: what it needs is handed in by messages, and nothing can be fetched.
 *
 * @typedef {{ part: string, value: any }} Part
 * @typedef {{ id: number, request: string }} Question
 */

/** @type {Map<string, PromiseWithResolvers<any>>} */
const parts = new Map(
  ["pyodide", "glue", "wasm", "library", "engine", "catalogue", "lock"].map((name) => [name, Promise.withResolvers()]),
);

/** @param {string} name @returns {Promise<any>} */
const part = (name) => /** @type {PromiseWithResolvers<any>} */ (parts.get(name)).promise;

/** @type {((request: string) => string) | undefined} */
let answer;

self.onmessage = ({ data }) => {
  if ("part" in data) parts.get(data.part)?.resolve(data.value);
  else if (answer) self.postMessage({ id: data.id, answer: answer(data.request) });
};

const NOWHERE = "https://runtime.invalid/";

/** Python asks for its files by address; they are here already. */
self.fetch = async (address) => {
  if (String(address) === `${NOWHERE}stdlib.zip`) return new Response(await part("library"));
  if (String(address) === `${NOWHERE}pyodide.asm.wasm`) return new Response(null);
  throw new TypeError("the engine opens no connection");
};

WebAssembly.instantiateStreaming = async (_source, imports) => {
  /** @type {WebAssembly.Module} */
  const module = await part("wasm");
  return { module, instance: await WebAssembly.instantiate(module, imports) };
};

// Python asks whether this is a worker of the old kind by calling what those have; the policy would report that.
Object.defineProperty(self, "importScripts", { value: undefined });

const start = `
import marshal
frozen = marshal.loads(engine.to_bytes())
files = {"forwhom/catalogue.pickle": catalogue.to_bytes()}
del engine, catalogue
exec(marshal.loads(frozen.pop("loader")), {"FROZEN": frozen, "FILES": files, "__name__": "loader"})
del frozen, files
from forwhom.workbench.bridge import answer
answer
`;

async function boot() {
  const { loadPyodide } = await import(await part("pyodide"));
  const glue = await import(await part("glue"));
  const python = await loadPyodide({
    createPyodideModule: glue.default,
    indexURL: NOWHERE,
    stdLibURL: `${NOWHERE}stdlib.zip`,
    lockFileContents: await part("lock"),
    env: { HOME: "/home" },
  });
  for (const name of ["engine", "catalogue"]) python.globals.set(name, new Uint8Array(await part(name)));
  answer = python.runPython(start);
  self.postMessage({ ready: answer?.('{"ask": "names"}') });
}

boot().catch((error) => self.postMessage({ failed: String(error?.message ?? error) }));
