"""Puts trials before HAProxy, as requests; each setting is a process of its own, as its configuration never changes."""

# /// observed
# debian = ["haproxy"]
# [reach]
# pair = true
# issuers = "one"
# core = true  # the body of the response stands around it
# once = true  # of a claim that is named twice, the first counts
# single = true  # the rules of the recipe name one
# nonempty = true
# plain = true  # it reads no escape of a character beyond the first 256
# [recipe]
# configuration = true
# ///

import atexit
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from forwhom.catalogue import catalogue
from forwhom.snippet import render
from tests.observed.adapters.python.serve import Question, Refusal, serve
from tests.observed.adapters.python.unix import Unix

FOLDER = Path(tempfile.mkdtemp(prefix="haproxy-"))
RULES = catalogue().verifiers["haproxy-jwt"].recipe
FRAME = """\
global
  nbthread 1
defaults
  mode http
  timeout client 30s
  timeout server 30s
  timeout connect 30s
frontend trial
  bind unix@{socket}
{rules}  http-request return status 200
"""
sockets: dict[str, Path] = {}


def rules(question: Question) -> str:
    """The rules of the recipe, without that for the audience where none is configured."""
    if question.recipe is not None:
        return question.recipe
    audiences = () if question.audience is None else (str(question.audience),)
    lines = render(RULES, audiences, str(question.issuer)).code.splitlines(keepends=True)
    return "".join(line for line in lines if audiences or "var(txn.aud)" not in line)


def address(question: Question) -> Path:
    """The socket of the process for this setting, started when it is new; raises `Refusal` where it does not start."""
    text = rules(question)
    if text not in sockets:
        path = FOLDER / f"{len(sockets)}"
        path.with_suffix(".pem").write_text(question.key)
        configuration = path.with_suffix(".cfg")
        own = "".join(f"  {line}\n" for line in text.replace("/etc/haproxy/idp.pem", f"{path}.pem").splitlines())
        configuration.write_text(FRAME.format(socket=path.with_suffix(".sock"), rules=own))
        process = subprocess.Popen(
            ["haproxy", "-db", "-f", str(configuration)], stdout=2, stderr=path.with_suffix(".log").open("w")
        )
        atexit.register(process.wait)
        atexit.register(process.kill)
        sockets[text] = path.with_suffix(".sock")
        while not sockets[text].exists() and process.poll() is None:
            time.sleep(0.01)
    if not sockets[text].exists():
        raise Refusal(sockets[text].with_suffix(".log").read_text())
    return sockets[text]


def verify(question: Question) -> None:
    """Let HAProxy decide."""
    connection = Unix(address(question))
    connection.request("GET", "/", headers={"Authorization": f"Bearer {question.token}"})
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    if response.status != 200:
        raise Refusal(body, response.status)


atexit.register(shutil.rmtree, FOLDER)
serve(verify)
