"""The engine in the page is the engine: the same examples have the same findings, and the preview agrees with it."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from forwhom.jwt import base64url
from forwhom.workbench.bridge import answer
from tests.sample_token import CLAIMS, HEADER, segment, token

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue
    from tests.browser.opening import Workbench

pytestmark = pytest.mark.browser


def test_every_example_has_the_same_findings(workbench: Workbench) -> None:
    """Pyodide in the page and CPython here diagnose every example of every finding alike."""
    here = json.loads(answer('{"ask": "examples"}'))
    there = workbench.page.evaluate(
        "globalThis.forwhom.ask({ ask: 'examples' }).then((all) => JSON.stringify(all, (_, one) => typeof one === 'bigint' ? Number(one) : one))"
    )
    assert json.loads(there) == here


def test_the_examples_can_be_pasted(workbench: Workbench) -> None:
    """A token made of each example's claims is decoded and diagnosed in the page without a defect of the engine."""
    for one in json.loads(answer('{"ask": "examples"}')):
        told = workbench.ask({"ask": "read", "text": json.dumps(one["diagnosis"]["captured"]), "now": 1})
        assert "diagnosis" in told


def damaged(seed: int) -> str:
    """A text around or instead of a token: whole, cut, doubled, broken over lines, with odd characters or values."""
    chance = random.Random(seed)  # noqa: S311 - test data
    values: list[JsonValue] = [
        1,
        -1,
        1e3,
        2**53 + 1,
        10**40,
        True,
        None,
        "\u202e",
        "\ud83d\ude00",
        "a\u0000b",
        [],
        {},
        ["x", 1],
        {"a": [1]},
        "<b>",
    ]
    audiences: list[JsonValue] = ["a", ["a", "b"], [], None, "\u00e9"]
    claims: dict[str, JsonValue] = {**CLAIMS, f"c{seed}": chance.choice(values), "aud": chance.choice(audiences)}
    one = token(claims, {**HEADER, "kid": chance.choice(["k1", "", "\u4e2d"])})
    place = chance.randrange(1, len(one))
    twice = base64url.encode(
        b'{"aud": "a", "aud": "b", "n": 12345678901234567890, "__proto__": {"x": 1}, "2": 1, "1": 2}'
    )
    return chance.choice(
        [
            one,
            f"Authorization: Bearer {one}",
            f"{one[:place]}\n{one[place:]}",
            f"{one[:place]}{chance.choice('=+/~% .')}{one[place:]}",
            one[:place],
            f"{one} {token()}",
            f'"{one}",',
            f"curl -H 'Authorization: Bearer {one}' https://api.example.com",
            f"{segment(HEADER)}.{twice}.AAAA",
            f"{segment(HEADER)}.{base64url.encode(bytes(chance.randrange(256) for _ in range(40)))}.AAAA",
            f"{segment(HEADER)}.{base64url.encode(b'[' * chance.randrange(1, 90))}.AAAA",
            f"{segment(HEADER)}.{base64url.encode(chr(0xFEFF).encode() + b'{}')}.AAAA",
            f"{segment({**HEADER, 'enc': 'A256GCM'})}.{segment(claims)}.AAAA",
            f"{segment({**HEADER, 'b64': False})}.{segment(claims)}.AAAA",
            f"Basic {one}",
            f"{one}...",
            f"https://app.example.com/cb#access_token={one}&state=x",
        ]
    )


def test_the_preview_says_what_the_engine_says(workbench: Workbench) -> None:
    """What the page shows before the engine has started is what the engine shows, over whole and damaged tokens."""
    texts = [damaged(seed) for seed in range(400)]
    told = workbench.page.evaluate(
        """async (texts) => {
          const plain = (value) => JSON.stringify(value, (_, one) => (typeof one === "bigint" ? String(one) : one));
          const wrong = [];
          let shown = 0;
          for (const text of texts) {
            const first = globalThis.forwhom.preview(text);
            if (!first) continue;
            shown += 1;
            const { token } = await globalThis.forwhom.ask({ ask: "read", text, now: 1 });
            const same = plain([first.header, first.claims, first.bytes]) === plain([token?.header, token?.claims, token?.signature.bytes]);
            if (!same) wrong.push([text, plain(first), plain(token)]);
          }
          return { shown, wrong };
        }""",
        texts,
    )
    assert told["wrong"] == []
    assert told["shown"] > 100


def test_a_whole_token_always_has_a_preview(workbench: Workbench) -> None:
    """An ordinary token, alone or in a header, is previewed."""
    for text in (token(), f"Authorization: Bearer {token()}", f"error: no\n\n{token()}\n"):
        first = workbench.page.evaluate("(text) => globalThis.forwhom.preview(text)", text)
        assert first["claims"] == CLAIMS
