"""Reports as people read them: whole outputs, as they stand on a terminal without colours."""

from __future__ import annotations

from textwrap import dedent

import pytest

from forwhom.audience.expectation import Expectation
from forwhom.case import Case
from forwhom.catalogue import catalogue
from forwhom.diagnose import diagnose
from forwhom.jwt.token import decode, from_parts
from forwhom.report.evidence import evidence
from forwhom.report.text import report
from forwhom.report.value import parting, shown, width
from tests.sample_token import shows_signature, token


def text(case: Case, columns: int = 0, *, ascii_only: bool = False) -> str:
    """The report of a case."""
    return "".join(segment.text for segment in report(diagnose(case), width=columns, ascii_only=ascii_only))


def claims(aud: str | list[str], expected: str, verifier: str | None = None) -> Case:
    """A case with one found and one expected audience."""
    token = from_parts(None, {"iss": "https://auth.example.com", "aud": list(aud) if isinstance(aud, list) else aud})
    return Case(token=token, expectation=Expectation(audiences=(expected,)), verifier=verifier)


def test_a_trailing_slash() -> None:
    """Found over expected, a mark below the place where they part, who changes what."""
    answer = text(claims("https://api.example.com/", "https://api.example.com", "pyjwt"))
    assert answer.startswith(
        dedent("""\
        PyJWT was named as the verifier.

        error[aud-trailing-slash]: the token's audience and the expected audience differ only by a trailing slash
          --> claims /aud
           |
           |  found     "https://api.example.com/"
           |  expected  "https://api.example.com"
           |                                    ^ the token has one more "/"
           |
           = because: PyJWT compares audience values exactly, character by character
           = fix, at the resource server: set the expected audience to "https://api.example.com/" (""")
    )
    assert answer.endswith('PyJWT would refuse this token: "Audience doesn\'t match".\n')


def test_a_message_alone() -> None:
    """Without values the report says what it may be and what to look at next."""
    answer = text(Case(error="Audiences in Jwt are not allowed"))
    assert answer.startswith(
        "Envoy jwt_authn refused this token with status 403 (recognised by its message).\n\n"
        "error[aud-mismatch] (likely): the token is not for this verifier\n"
        "  --> the message\n"
    )
    assert "it may also be\n  aud-missing (possible): the token has no aud claim\n" in answer
    assert "\nto look at next\n  - decode a refused token" in answer


def test_an_absent_audience_is_told_from_null() -> None:
    """Absent and null are two things."""
    expectation = Expectation(audiences=("a",))
    absent = text(Case(token=from_parts(None, {"iss": "x"}), expectation=expectation))
    null = text(Case(token=from_parts(None, {"iss": "x", "aud": None}), expectation=expectation))
    assert "found     no aud claim\n" in absent
    assert "found     null\n" in null


def test_nothing_wrong() -> None:
    """A met audience is told without calling the token valid."""
    answer = text(claims("a", "a", "pyjwt"))
    assert "PyJWT would accept this token, as long as whatever is not known here is in order.\n" in answer
    assert "valid" not in answer.replace("validate", "")


def test_the_values_that_a_message_states_are_shown() -> None:
    """What the message names stands at the top when no finding shows it."""
    answer = text(Case(error="jwt audience invalid. expected: https://api.example.com"))
    assert '  it states  expected  "https://api.example.com"\n' in answer


def test_the_checklist_in_ascii() -> None:
    """Six lines, words in place of marks."""
    answer = text(claims("a", "b"), ascii_only=True)
    assert "\n  FAIL audience   aud-mismatch\n" in answer
    assert answer.isascii()
    lines = answer[answer.index("checklist") :].split("\n\n")[0].split("\n")
    assert len(lines) == 7


def test_sentences_are_folded_at_the_width() -> None:
    """Prose keeps to the columns of the terminal."""
    answer = text(Case(error="Audiences in Jwt are not allowed"), 70)
    assert max(map(len, answer.split("\n"))) <= 70


def test_a_value_cannot_leave_its_place() -> None:
    """LEAK-07, LEAK-08: line ends, terminal sequences and direction marks in a claim are shown as escapes."""
    answer = text(claims("a\n\x1b[31mVALID\u202e", "b"))
    assert 'found     "a\\n\\u001b[31mVALID\\u202e"\n' in answer


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("https://api.example.com/", "https://api.example.com"),
        ("日本語/a", "日本語/b"),
        ("e\u0301/a", "e\u0301/b"),
        ("a\u200bb/x", "a\u200bb/y"),
        ("x" * 200 + "a" + "z" * 200, "x" * 200 + "b" + "z" * 200),
        ("a", "b"),
        ('"a', '"b'),
    ],
)
def test_the_mark_stands_below_the_first_difference(found: str, expected: str) -> None:
    """Wide, combining, escaped and left-out characters do not move the mark."""
    at = next((at for at, (one, other) in enumerate(zip(found, expected, strict=False)) if one != other), len(expected))
    one, other, column = parting(found, expected, at)
    split = next(at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    assert width(one[:split]) == width(other[:split]) == column


def test_long_values_are_cut_with_the_count() -> None:
    """A value of any length takes one line."""
    assert len(shown("x" * 10_000)) < 120
    one, other, _ = parting("x" * 10_000 + "a", "x" * 10_000 + "b", 10_000)
    assert max(len(one), len(other)) < 160


def test_a_token_as_a_value_loses_its_signature() -> None:
    """An audience that is itself a token is no way out for a signature."""
    assert not shows_signature(text(claims(token(), token()[:-3], "pyjwt")))


def test_shared_evidence_holds_no_person() -> None:
    """Claims about people, tokens and signatures are not in what `--redact` shows."""
    case = Case(
        token=decode(token({"aud": "a", "email": "ada@example.com", "name": "Ada"})),
        error="refused [token]",
        expectation=Expectation(audiences=("b",)),
    )
    answer = "".join(segment.text for segment in evidence(case))
    assert "ada@example.com" not in answer
    assert "Ada" not in answer
    assert '    aud: "a"\n' in answer
    assert "    email: [removed]\n" in answer


def test_shared_evidence_of_a_message_alone() -> None:
    """Without a token and a setting there is the message."""
    assert "".join(one.text for one in evidence(Case(error="x"))).count("\n") == 4


def test_who_would_decide_otherwise_is_named() -> None:
    """With no verifier known, those that forgive the difference are listed, at most six of them by name."""
    answer = text(claims("https://api.example.com/", "https://api.example.com"))
    assert "These verifiers would accept this audience all the same: " in answer
    assert answer.rstrip().endswith("more.")


@pytest.mark.parametrize("code", catalogue().kinds)
def test_every_example_can_be_reported(code: str) -> None:
    """Each example that fires shows its code in the report."""
    for example in catalogue().kinds[code].examples():
        if example.fires:
            assert code in text(example.case, 100)


def test_the_tabs_of_a_snippet_are_blanks() -> None:
    """Go is indented by tabs, which are shown as they look and not as an escape."""
    answer = text(Case(error='oidc: expected audience "web" got ["app"]'))
    assert "\n   |          return err\n" in answer
    assert "\\u0009" not in answer
