"""A diagnosis as Markdown: what it says, and that no value becomes markup."""

from __future__ import annotations

from forwhom.case import Case
from forwhom.diagnose import diagnose
from forwhom.example import case
from forwhom.gather import gather
from forwhom.report.markdown import fence, report, span
from tests.sample_token import shows_signature, token


def test_a_report_tells_the_cause_the_fix_and_the_evidence() -> None:
    """The heading names the trouble, and values, reason, fixes with snippet, checklist and evidence follow."""
    text = report(diagnose(gather(f"jwt audience invalid. expected: https://api.example.com\n{token()}")))
    assert text.startswith("## forwhom: the token's audience and the expected audience differ only by a trailing slash")
    for part in (
        '- found: `"https://api.example.com/"`',
        "Because: ",
        "Fix, at the resource server: ",
        "```javascript",
    ):
        assert part in text
    assert "| audience | failed | aud-trailing-slash |" in text
    assert not shows_signature(text)
    assert "sub: [removed]" in text


def test_nothing_wrong_is_said_as_well() -> None:
    """Without a finding the heading says so."""
    found = report(diagnose(case(aud="a", expected="a")))
    assert found.startswith("## forwhom: nothing wrong was found")
    assert report(diagnose(Case())).startswith("## forwhom: nothing wrong was found")


def test_what_is_not_known_is_not_listed() -> None:
    """A message that states no values leaves both out."""
    text = report(diagnose(Case(error="Audiences in Jwt are not allowed")))
    assert "Because: " in text
    assert "- found" not in text
    assert "- expected" not in text


def test_no_value_becomes_markup() -> None:
    """Markup, links and images in a value stay text."""
    hostile = "<img src=x>![a](http://h.example)`b`|c"
    text = report(diagnose(case(aud=hostile, expected="https://api.example.com", error=f"audience {hostile} refused")))
    outside = "\n".join(line for line in text.split("```")[0].split("\n") if "`" not in line)
    assert "<img" not in outside
    assert "![a](" not in outside


def test_a_fence_cannot_be_ended_from_within() -> None:
    """The fence is longer than any row of backticks in the text."""
    assert fence("a\n````\nb") == ["`````text", "a", "````", "b", "`````"]


def test_a_span_cannot_be_ended_from_within() -> None:
    """A code span is longer than any row of backticks in it, and padded where one stands at its end."""
    assert span("a") == "`a`"
    assert span("`a``b`") == "``` `a``b` ```"
