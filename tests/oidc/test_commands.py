"""`forwhom oidc` on the command line, against real providers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2
import pytest

from tests.cli.calling import call

if TYPE_CHECKING:
    from tests.oidc.conftest import Demo

ROOT = Path(__file__).parents[2]


@pytest.fixture
def secret_file(demo: Demo, tmp_path: Path) -> str:
    """A file that holds the secret of the demo's job."""
    path = tmp_path / "job.secret"
    path.write_text(demo.secrets["shop-job"] + "\n")
    return str(path)


def job(demo: Demo, secret_file: str, *more: str) -> list[str]:
    """The words of a token request of the demo's job."""
    return ["oidc", "token", demo.issuer, "--client-id", "shop-job", "--client-secret-file", secret_file, *more]


def test_discover(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    """The metadata is shown in both forms, with the keys and what to expect; nothing is wrong with it."""
    answer = call(monkeypatch, "oidc", "discover", demo.issuer)
    assert answer.status == 0
    for words in (
        "1. OpenID metadata",
        "2. OAuth metadata (RFC 8414)",
        "3. JWK Set",
        "django-oauth-toolkit",
        "aud of the ID Token",
    ):
        assert words in answer.out


def test_discover_by_the_address_of_the_metadata(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address of either document means its issuer."""
    for address in (
        f"{demo.issuer}/.well-known/openid-configuration",
        f"{demo.origin}/.well-known/oauth-authorization-server/o",
    ):
        assert call(monkeypatch, "oidc", "discover", address).status == 0


def test_discover_with_a_slash_too_many(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    """An issuer with a slash more than the document's is told as such, and the rest is shown all the same."""
    answer = call(monkeypatch, "oidc", "discover", f"{demo.issuer}/")
    assert answer.status == 1
    assert "differ by trailing slash" in answer.out
    assert "JWK Set" in answer.out


def test_token_as_json(demo: Demo, secret_file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer is one object: the steps with asked and granted audience, the diagnosis, the setting."""
    words = job(demo, secret_file, "--resource", demo.orders, "--expect", demo.orders, "--verifier", "pyjwt", "--json")
    answer = call(monkeypatch, *words)
    found = json.loads(answer.out)
    token = found["steps"][-1]["tokens"][0]
    assert answer.status == 0
    assert (found["schema"], found["command"]) == (1, "token")
    assert (token["kind"], token["asked"]["resources"], token["granted"]) == (
        "access_token",
        [demo.orders],
        [demo.orders],
    )
    assert (token["match"], token["signature_verified"]) == ("as-asked", True)
    assert token["diagnosis"]["verdict"] == "accepted"
    assert demo.orders in found["configuration"]["snippet"]["code"]


def test_what_the_api_would_refuse_is_a_problem(demo: Demo, secret_file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token that is granted as asked, and that the API would refuse, ends with status 1 and the diagnosis."""
    answer = call(monkeypatch, *job(demo, secret_file, "--resource", f"{demo.orders}/", "--expect", demo.orders))
    assert answer.status == 1
    assert "error[aud-trailing-slash]" in answer.out


def test_an_error_of_the_server_is_explained(demo: Demo, secret_file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """invalid_target is told with its meaning, the finding behind it and who changes what."""
    answer = call(monkeypatch, *job(demo, secret_file, "--resource", "urn:shop:orders"))
    assert answer.status == 1
    for words in ("invalid_target", "meaning: ", "forwhom findings resource-not-registered", "fix, at the client"):
        assert words in answer.out


def test_the_codes_of_findings_stay_in_the_json(demo: Demo, secret_file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets are cut by their names, `code` among them; the codes of a diagnosis are no secrets and stay."""
    words = job(demo, secret_file, "--resource", f"{demo.orders}/", "--expect", demo.orders, "--json")
    found = json.loads(call(monkeypatch, *words).out)
    diagnosis = found["steps"][-1]["tokens"][0]["diagnosis"]
    assert diagnosis["cause"] == diagnosis["causes"][0]["code"] == diagnosis["findings"][0]["code"]
    assert diagnosis["cause"] == "aud-trailing-slash"
    assert demo.secrets["shop-job"] not in json.dumps(found)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["oidc"], "required"),
        (["oidc", "nothing"], "invalid choice"),
        (["oidc", "token", "https://a.example"], "--client-id"),
        (["oidc", "token", "https://a.example", "--client-id", "x"], "client credentials need a credential"),
        (["oidc", "token", "https://a.example", "--client-id", "x", "--auth", "basic"], "there is no client secret"),
        (["oidc", "token", "https://a.example", "--client-id", "x", "--auth", "private-key"], "--client-key"),
        (
            ["oidc", "token", "https://a.example", "--client-id", "x", "--auth", "secret-jwt"],
            "there is no client secret",
        ),
        (["oidc", "token", "https://a.example", "--client-id", "x", "--client-key", "/dev/null"], "no private key"),
        (["oidc", "token", "https://a.example", "--client-id", "x", "--client-secret-file", "/dev/null"], "is empty"),
        (["oidc", "token", "https://a.example", "--client-id", "x", "--grant", "refresh"], "there is no refresh token"),
        (
            ["oidc", "login", "https://a.example", "--client-id", "x", "--redirect-uri", "https://a.example/cb"],
            "cannot be used",
        ),
        (["oidc", "login", "https://a.example", "--client-id", "x", "--wait", "3600"], "at most 600"),
        (["oidc", "discover", "https://a.example", "--verifier", "nobody"], "no verifier is called"),
        (["oidc", "discover", "https://a.example", "--provider", "nobody"], "no provider is called"),
        (
            ["oidc", "probe", "https://a.example", "--resource", "https://a", "--resource", "https://b"],
            "one --resource",
        ),
        (["oidc", "demo", "--port", "70000"], "from 0 to 65535"),
        (["oidc", "discover", "https://a.example", "--timeout", "nan"], "--timeout is more than 0"),
        (["oidc", "discover", "https://a.example", "--timeout", "-1"], "--timeout is more than 0"),
        (["oidc", "discover", "https://a.example", "--ca-file", "/dev/null/x"], "cannot read"),
        (["oidc", "discover", "https://a.example", "--ca-file", "/dev/null"], "holds no certificates"),
    ],
)
def test_wrong_use(words: list[str], told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrong use ends with status 2 and one line."""
    answer = call(monkeypatch, *words)
    assert answer.status == 2
    assert told in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize(
    "words", [["discover", "not an issuer"], ["discover", "ftp://a.example"], ["discover", "https://a.example/?x=1"]]
)
def test_what_is_no_issuer(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """An issuer that can be none is told, and nobody is asked."""
    answer = call(monkeypatch, "oidc", *words)
    assert answer.status == 1
    assert "issuer" in answer.out


def test_a_private_address_needs_a_plain_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A private address is not asked; the line on standard error says how to allow it."""
    answer = call(monkeypatch, "oidc", "discover", "https://10.255.255.1", "--timeout", "1")
    assert answer.status == 1
    assert "only after a plain yes" in answer.out
    assert "--allow-private 10.255.255.1" in answer.err


def with_browser(demo: Demo, *words: str) -> subprocess.CompletedProcess[str]:
    """What a command in a process of its own comes to, which opens a browser that logs in."""
    command = [sys.executable, "-W", "ignore", "-m", "forwhom", "oidc", *words, "--open", "--wait", "60"]
    browser = f"{sys.executable} -m tests.oidc.browser %s"
    environment = {**os.environ, "BROWSER": browser, "DEMO_PASSWORD": demo.password}
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment, timeout=90)


def test_login_with_a_browser(demo: Demo) -> None:
    """The whole login in a process of its own: the browser that is opened comes to the listener, tokens follow."""
    more = ["--resource", demo.orders, "--expect", demo.orders, "--refresh"]
    done = with_browser(demo, "login", demo.issuer, "--client-id", "shop-web", *more)
    assert done.returncode == 0, done.stdout + done.stderr
    for words in (
        "the state is the one of this request",
        "its nonce is the one of this request",
        "Token request: refresh",
        "its audience is what was asked for",
    ):
        assert words in done.stdout


def test_probe_with_a_browser(demo: Demo) -> None:
    """From an API to a token that it takes, with a login in between, and no secret of a client."""
    done = with_browser(demo, "probe", demo.orders, "--client-id", "shop-web")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "it takes the token and answers with status 200" in done.stdout


def test_login_without_anybody(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody comes, the walk says so and ends."""
    answer = call(monkeypatch, "oidc", "login", demo.issuer, "--client-id", "shop-web", "--wait", "0.2")
    assert answer.status == 1
    assert "nothing came to the redirect URI" in answer.out
    assert f"{demo.issuer}/authorize/" in answer.err


def test_probe(demo: Demo, secret_file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A probe with a client of the demo ends with the place where the audience goes wrong."""
    more = [
        "--issuer",
        demo.issuer,
        "--client-id",
        "shop-job",
        "--client-secret-file",
        secret_file,
        "--grant",
        "client-credentials",
    ]
    good = call(monkeypatch, "oidc", "probe", demo.orders, *more)
    bad = call(monkeypatch, "oidc", "probe", demo.billing, *more)
    assert (good.status, bad.status) == (0, 1)
    assert "nowhere: " in good.out
    assert f'at the resource: it refuses a token for "{demo.billing}"' in bad.out


def test_the_packages_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, one line says what to install."""
    for name in [name for name in sys.modules if name.startswith("forwhom.oidc.http")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "httpcore2", None)
    answer = call(monkeypatch, "oidc", "discover", "https://a.example")
    assert answer.status == 2
    assert "pip install 'forwhom[oidc]'" in answer.err


#: Tests that run in the background ignore Ctrl-C, and a child would inherit that.
DEMO = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from forwhom.cli import main
sys.exit(main(["oidc", "demo", "--json"]))
"""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
def test_the_demo_leaves_no_secret_however_it_ends(how: signal.Signals) -> None:
    """Ended from outside, or with its terminal, the demo takes its files with it, and its provider ends."""
    with subprocess.Popen(
        [sys.executable, "-c", DEMO], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout
        text = ""
        while not text.endswith("\n}\n"):
            text += process.stdout.readline()
        found = json.loads(text)
        process.send_signal(how)
        process.wait(timeout=20)
    files = {Path(word) for one in found["try"] for word in one["arguments"] if word.endswith(".secret")}
    assert files
    assert not any(file.parent.exists() for file in files)
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(found["issuer"], trust_env=False)


def test_the_demo_starts_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo says what to try, each a command that works; interrupted, it ends and leaves nothing behind."""
    with subprocess.Popen(
        [sys.executable, "-c", DEMO],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        try:
            assert process.stdout
            assert process.stderr
            assert "Ctrl-C ends the demo" in process.stderr.readline()
            text = ""
            while not text.endswith("\n}\n"):
                text += process.stdout.readline()
            found = json.loads(text)
            words = [one["arguments"][1:] for one in found["try"]]
            # Those that need a user are tried by the tests of logins.
            alone = [one for one in words if "--open" not in one and "device" not in one]
            outcomes = [call(monkeypatch, *one) for one in alone]
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=20)
    assert process.returncode == 0
    files = [word for one in words for word in one if word.endswith(".secret")]
    assert files
    assert not any(Path(file).exists() for file in files)
    # The first says what the server publishes, the third asks for the right audience; all others are traps.
    assert [outcome.status for outcome in outcomes[:3]] == [0, 1, 0], [outcome.err for outcome in outcomes]
    assert {outcome.status for outcome in outcomes[3:]} == {1}
