"""Answers trials on standard input, one JSON object a line, with what a verifier did, one line each, in order."""

from __future__ import annotations

import io
import json
import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error of ours
    """What a verifier answered that refuses without an exception, or in the body of a response."""

    def __init__(self, message: str | None, status: int | None = None) -> None:
        """Hold the text, and the HTTP status that it asks for."""
        super().__init__(message)
        self.message = message
        self.status = status


@dataclass(frozen=True, slots=True)
class Question:
    """A token, the key and algorithm that verify it, and the setting: nothing, one value, or a list of several or none.

    `key` is the shared secret or the public key in PEM. `recipe` is a configuration to use instead of the setting,
    `program` a file with a recipe to run instead.
    """

    token: str
    key: str
    algorithm: str
    audience: str | list[str] | None = None
    issuer: str | list[str] | None = None
    recipe: str | None = None
    program: str | None = None

    @property
    def audiences(self) -> list[str] | None:
        """The expected audiences as a list; `None` when none is configured."""
        return [self.audience] if isinstance(self.audience, str) else self.audience

    @property
    def issuers(self) -> list[str] | None:
        """The expected issuers as a list; `None` when none is configured."""
        return [self.issuer] if isinstance(self.issuer, str) else self.issuer


def serve(
    verify: Callable[[Question], object],
    *refusals: type[Exception],
    message: Callable[[Exception], str | None] | None = None,
) -> None:
    """Answer until the input ends. `verify` returns when the token is accepted, and raises one of `refusals` when not.

    `message` is the text of one; by default what it prints, or its name where that is nothing. Any other exception is a
    fault of the adapter, or a crash that the entry has to know: it is told as such.
    """
    # What a verifier prints must not stand among the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    sys.stdout = sys.stderr
    for line in sys.stdin:
        answers.write(json.dumps(_answer(verify, Question(**json.loads(line)), refusals, message or _text)) + "\n")
        answers.flush()


def _text(error: Exception) -> str:
    return str(error) or f"{type(error).__module__}.{type(error).__qualname__}"


def _answer(
    verify: Callable[[Question], object],
    question: Question,
    refusals: tuple[type[Exception], ...],
    message: Callable[[Exception], str | None],
) -> dict[str, object]:
    if question.program:
        return _run(question.program, question)
    try:
        verify(question)
    except Refusal as error:
        return {"accepted": False, "message": error.message, "status": error.status}
    except refusals as error:
        return {"accepted": False, "message": message(error)}
    except Exception:  # noqa: BLE001 - told to the test, which fails with it
        return {"crash": traceback.format_exc()}
    return {"accepted": True}


def _run(program: str, question: Question) -> dict[str, object]:
    """What the recipe in this file does; it reads the token and the key as a program of its own would."""
    sys.stdin, lines = io.StringIO(json.dumps([question.token, question.key])), sys.stdin
    try:
        exec(compile(Path(program).read_bytes(), program, "exec"), {"__name__": "__main__"})  # noqa: S102 - a recipe of the catalogue
    except SystemExit as end:
        return {"accepted": not end.code, "message": str(end.code)}
    except Exception:  # noqa: BLE001 - what a program prints when it fails
        return {"accepted": False, "message": traceback.format_exc()}
    finally:
        sys.stdin = lines
    return {"accepted": True}
