"""Drives a walk on the command line: sends what it wants, shows its steps as they come, and ends with the status."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from forwhom.cli.input_error import InputError, warn
from forwhom.cli.writing import width, write_json, write_segments
from forwhom.finding import Severity
from forwhom.oidc.configuration import configure
from forwhom.oidc.exchange import Answer, Failure
from forwhom.oidc.redaction import Redaction
from forwhom.oidc.walk import Callback, drive

if TYPE_CHECKING:
    from argparse import Namespace

    from forwhom.oidc.callback_listener import CallbackListener
    from forwhom.oidc.exchange import Request
    from forwhom.oidc.http import Http
    from forwhom.oidc.purpose import Purpose
    from forwhom.oidc.step import Granted, Step
    from forwhom.oidc.walk import Browse, Instruct, Walk

_T = TypeVar("_T")


@dataclass(slots=True)
class Terminal:
    """The world as a terminal has it: `named` are the addresses that the user gave."""

    options: Namespace
    named: tuple[str, ...]
    redaction: Redaction = field(default_factory=Redaction)
    listener: CallbackListener | None = None
    exchanges: list[tuple[Request, Answer]] = field(default_factory=list["tuple[Request, Answer]"], repr=False)
    _http: Http | None = None
    _closed: set[str] = field(default_factory=set[str])

    def send(self, request: Request) -> Answer:
        """What came back; where only a plain yes opens an address, the user is asked for one."""
        self.redaction.learn_from(request, None)
        answer = self._client(frozenset(self.options.allow_private or ())).send(request)
        if isinstance(answer, Failure) and answer.consent and self._allows(answer):
            answer = self._client(frozenset(self.options.allow_private or ())).send(request)
        self.redaction.learn_from(None, answer)
        self.exchanges.append((request, answer))
        return answer

    def browse(self, wanted: Browse) -> Callback:
        """What came to the redirect URI after the user's browser was sent there."""
        if self.listener is None:
            return Callback(parameters=None, reason="nobody listens")
        print(f"Log in at this address:\n{wanted.url}\n", file=sys.stderr, flush=True)
        if self.options.open:
            import webbrowser

            webbrowser.open(wanted.url)
        callback = self.listener.wait(self.options.wait)
        for name, value in callback.parameters or ():
            if name == "code":
                self.redaction.learn(value)
        return callback

    def instruct(self, wanted: Instruct) -> None:
        """Tells the user where to enter which code."""
        whole = f"\nor open {wanted.complete}" if wanted.complete else ""
        text = f"Enter the code {wanted.user_code} at {wanted.verification_uri}{whole}"
        print(f"{text}\nIt is good for {wanted.seconds:.0f} seconds.\n", file=sys.stderr, flush=True)

    def pause(self, seconds: float) -> None:
        """Lets time pass."""
        time.sleep(seconds)

    def _client(self, inside: frozenset[str]) -> Http:
        from forwhom.oidc.address import Permission, host_of
        from forwhom.oidc.http import Http

        permission = Permission(
            named=frozenset(map(host_of, self.named)),
            inside=frozenset(host.lower() for host in inside),
            same_host=self.options.same_host,
        )
        if self._http is None or self._http.permission != permission:
            self._http = Http(permission, self.options.timeout, self.options.ca_file)
        return self._http

    def _allows(self, answer: Failure) -> bool:
        """Whether the user says yes, plainly, at a terminal; asked once for each host."""
        host = answer.consent
        if host in self._closed:
            return False
        self._closed.add(host)
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            warn(f"to ask it all the same: --allow-private {host}")
            return False
        print(f"{answer.text}. Ask it? [y/N] ", end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().lower() not in {"y", "yes"}:
            return False
        self.options.allow_private = [*(self.options.allow_private or ()), host]
        return True


def run(walk: Walk[_T], options: Namespace, terminal: Terminal, purpose: Purpose) -> int:
    """Shows the walk step by step; 1 when a step failed or the API would refuse an access token."""
    steps: list[Step] = []
    for step in drive(walk, terminal):
        terminal.redaction.learn(*(token.raw for token in step.tokens))
        steps.append(step)
        if not options.json:
            _show(step, len(steps), options, terminal.redaction)
    if options.har:
        _write_har(options.har, terminal)
    tokens = [token for step in steps for token in step.tokens]
    setting = configure(purpose, tokens)
    if options.json:
        from forwhom.oidc.step_json import configuration
        from forwhom.oidc.step_json import walk as as_json

        write_json({**as_json(options.oidc, steps, terminal.redaction), "configuration": configuration(setting)})
    elif setting:
        from forwhom.report.entry import recipe

        write_segments(recipe(setting.verifier, setting.code, width()), options.color)
    return int(any(step.failed for step in steps) or any(map(_refused, tokens)))


def _show(step: Step, number: int, options: Namespace, redaction: Redaction) -> None:
    from forwhom.oidc.step_text import step as as_text

    shown = as_text(step, number, redaction, now=time.time(), width=width(), verbose=options.verbose)
    write_segments(shown, options.color)
    sys.stdout.flush()


def _refused(token: Granted) -> bool:
    """Whether the API would refuse it. An ID Token is not for an API, so that its refusal is as it should be."""
    findings = token.diagnosis.findings if token.diagnosis and token.name == "access_token" else ()
    return any(finding.severity is Severity.ERROR for finding in findings)


def _write_har(path: str, terminal: Terminal) -> None:
    """Writes the archive for the user alone, through no link."""
    import json
    from importlib.metadata import version

    from forwhom.oidc.har import archive

    text = json.dumps(archive(terminal.exchanges, terminal.redaction, version("forwhom")), indent=2)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    try:
        with open(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:  # noqa: PTH123 - opened by its number
            file.write(text + "\n")
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}") from None
