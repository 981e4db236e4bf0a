"""The workbench in a real Chromium on loopback, beside stock Pyodide in a worker of its own, without any engine.

Both are opened in turn: in a fresh profile (cold), and again in the same profile (warm), by a browser that has come to
rest after its own start. Times are the browser's own, from the beginning of the navigation; what a real network adds is
the transfer.
"""

from __future__ import annotations

import gzip
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, Playwright, sync_playwright

from forwhom.workbench.site import site
from tests.browser.opening import ARGUMENTS, CHROMIUM, serving
from tests.sample_token import CLAIMS, token

if TYPE_CHECKING:
    from collections.abc import Generator

ROOT = Path(__file__).resolve().parent.parent
STOCK = ROOT / "bundle" / "node_modules" / "pyodide"
ROUNDS = 10
KEYS = 200
PATIENCE = 120
#: Seconds that the browser is left alone after its start.
REST = 2
#: 2 KiB, as tokens with groups and roles are.
TOKEN = token({**CLAIMS, "groups": [f"group-{number:04}" for number in range(88)]})

_STOCK_SERVER = """
import sys
from pathlib import Path
from forwhom.workbench import server
from forwhom.workbench.site import Resource, type_of

page = b'<!doctype html><title>stock</title><p>Stock.</p><script type="module" src="main.js"></script>'
main = b'''
const policy = trustedTypes.createPolicy("forwhom", { createScriptURL: (url) => url });
const worker = new Worker(policy.createScriptURL("worker.js"), { type: "module" });
worker.onmessage = () => { performance.mark("engine-ready"); document.documentElement.dataset.engine = "ready"; };
'''
worker = b'''
import { loadPyodide } from "./page/stock/pyodide.mjs";
loadPyodide().then((python) => postMessage(python.runPython("1 + 1")));
'''
files = {
    "index.html": Resource(type="text/html; charset=utf-8", body=page),
    "main.js": Resource(type=type_of("main.js"), body=main),
    "worker.js": Resource(type=type_of("worker.js"), body=worker),
}
for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"):
    files[f"page/stock/{name}"] = Resource(type=type_of(name), file=Path(sys.argv[1]) / name, lasting=True)
listener = server.bound(0)
url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
server.serve(listener, files, 0, lambda: print(url, flush=True))
"""


def main() -> None:
    """Measures and prints."""
    times: dict[str, list[float]] = {}

    def note(name: str, milliseconds: float) -> None:
        times.setdefault(name, []).append(milliseconds)

    with serving() as ours, stock() as theirs, sync_playwright() as playwright:
        for _ in range(ROUNDS):
            for name, address in (("forwhom", ours), ("stock Pyodide", theirs)):
                with profile(playwright) as visit:
                    cold = visit(address)
                    note(f"{name}: engine ready, cold", ready(cold))
                    note(f"{name}: first text, cold", first_text(cold))
                    ready(visit(address))
                    warm = visit(address)
                    note(f"{name}: engine ready, warm", ready(warm))
                    note(f"{name}: first text, warm", first_text(warm))
                    if name == "forwhom":
                        note("forwhom: preview while the engine loads", previewed(visit(address)))
        with profile(playwright) as visit:
            page = visit(ours)
            ready(page)
            loaded = transferred(page)
            typed = typing(page)
    print(f"\nThe workbench in Chromium, medians of {ROUNDS} in milliseconds (least, most)")
    for name, every in sorted(times.items()):
        print(f"  {name:<46} {statistics.median(every):>8.0f}   ({min(every):.0f}, {max(every):.0f})")
    for state in ("cold", "warm"):
        ratio = statistics.median(times[f"forwhom: engine ready, {state}"]) / statistics.median(
            times[f"stock Pyodide: engine ready, {state}"]
        )
        print(f"  {f'engine ready, {state}, to stock Pyodide':<46} {ratio:>8.2f} x")
    typed.sort()
    line = f"  typing to diagnosis, {len(TOKEN)} characters of token"
    print(f"{line:<48} {statistics.median(typed):>8.1f}   (95 % within {typed[int(len(typed) * 0.95)]:.1f})")
    sizes(loaded)


def transferred(page: Page) -> list[bytes]:
    """The files that a first visit has the browser load."""
    names: list[str] = page.evaluate(
        "[location.href, ...performance.getEntriesByType('resource').map(({ name }) => name)]"
    )
    files = site(served=True)
    paths = {urlsplit(name).path.removeprefix("/") or "index.html" for name in names if name.startswith("http")}
    return [files[path].read() for path in sorted(paths | {"keep.js"})]


def sizes(files: list[bytes]) -> None:
    """Prints what these files are, as they are and compressed, and the size of the wheel where one was built."""
    brotli = """
      const { brotliCompressSync } = require("node:zlib");
      let sum = 0;
      for (const path of process.argv.slice(1)) sum += brotliCompressSync(require("node:fs").readFileSync(path)).length;
      console.log(sum);
    """
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / str(number) for number in range(len(files))]
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)
        command = [str(Path(sys.executable).parent / "node"), "-e", brotli, *map(str, paths)]
        compressed = int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603
    zipped = sum(len(gzip.compress(data, 9)) for data in files)
    print("\nBytes")
    print(f"  {'transferred as it is':<46} {sum(map(len, files)):>12,}")
    print(f"  {'transferred with gzip':<46} {zipped:>12,}")
    print(f"  {'transferred with brotli':<46} {compressed:>12,}")
    for wheel in sorted((ROOT / "dist").glob("*.whl")):
        print(f"  {wheel.name:<46} {wheel.stat().st_size:>12,}")


@contextmanager
def stock() -> Generator[str]:
    """The address of a page with nothing but Pyodide as npm has it."""
    command = [sys.executable, "-c", _STOCK_SERVER, str(STOCK)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


@contextmanager
def profile(playwright: Playwright) -> Generator[Any]:
    """A function that opens an address in a profile which begins empty; each page takes the place of the one before."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        context = playwright.chromium.launch_persistent_context(folder, executable_path=CHROMIUM, args=ARGUMENTS)
        pages: list[Page] = []

        def visit(address: str) -> Page:
            for page in pages:
                page.close()
            pages[:] = [context.new_page()]
            pages[0].goto(address, wait_until="commit")
            return pages[0]

        time.sleep(REST)
        yield visit
        context.close()


def waited(page: Page, script: str) -> Any:  # noqa: ANN401 - JSON
    """The first value of a script that is true."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if value := page.evaluate(script):
            return value
        time.sleep(0.05)
    raise TimeoutError(script)


def ready(page: Page) -> float:
    """Milliseconds until the engine answers. Afterwards everything is in the browser's cache."""
    assert waited(page, "document.documentElement.dataset.engine") == "ready"
    time.sleep(0.5)
    return float(page.evaluate("performance.getEntriesByName('engine-ready')[0].startTime"))


def first_text(page: Page) -> float:
    """Milliseconds until the browser painted the first text."""
    return float(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))


def previewed(page: Page) -> float:
    """Milliseconds from a paste to the painted token, while the engine still loads."""
    told = page.evaluate(
        """(text) => new Promise((done) => {
          const paste = () => {
            const box = document.querySelector("#box");
            const start = performance.now();
            box.value = text;
            box.dispatchEvent(new Event("input"));
            requestAnimationFrame(() => setTimeout(() => done([
              document.querySelector("#token").hidden ? -1 : performance.now() - start,
              document.documentElement.dataset.engine ?? "loading",
            ])));
          };
          // The page's own script, a module, has run by then.
          if (document.readyState === "complete") paste();
          else addEventListener("load", () => setTimeout(paste));
        })""",
        TOKEN,
    )
    assert told[0] >= 0, told
    return float(told[0])


def typing(page: Page) -> list[float]:
    """Milliseconds from each of many keys, typed in front of a token, to the painted diagnosis."""
    every: list[float] = page.evaluate(
        """async ([token, keys]) => {
          const box = document.querySelector("#box");
          const text = "jwt audience invalid. expected: https://api.example.com/orders";
          const times = [];
          for (let key = 0; key < keys; key += 1) {
            const before = document.documentElement.dataset.read;
            const start = performance.now();
            box.value = `${text.slice(0, 32 + (key % 30))}\\n${token}`;
            box.dispatchEvent(new Event("input"));
            await new Promise((done) => {
              const look = () => document.documentElement.dataset.read === before ? setTimeout(look) : done();
              look();
            });
            await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
            times.push(performance.now() - start);
            await new Promise((done) => setTimeout(done, 30));
          }
          return times;
        }""",
        [TOKEN, KEYS],
    )
    return every


if __name__ == "__main__":
    main()
