// Runs `freeze.py` in the Python of the page, so that what it compiles is compiled for that Python.
// usage: node freeze.mjs SOURCE_FOLDER OUTPUT_FOLDER
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";

const [source, output] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const python = await loadPyodide({ env: { HOME: "/home", PYTHONHASHSEED: "0" } });
for (const [path, root] of [["/source", source], ["/output", output], ["/bundle", here]]) {
  python.FS.mkdirTree(path);
  python.FS.mount(python.FS.filesystems.NODEFS, { root }, path);
}
python.runPython(readFileSync(join(here, "freeze.py"), "utf8"), { filename: "freeze.py" });
