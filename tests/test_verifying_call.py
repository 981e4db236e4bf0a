"""Code that verifies a token without an audience tells that none is configured."""

from __future__ import annotations

import pytest

from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN
from forwhom.catalogue import catalogue
from forwhom.diagnose import diagnose
from forwhom.intake import intake
from forwhom.verifying_call import without_audience

KNOWN = catalogue()


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("jwt.decode(token, key, algorithms=['RS256'])", "jwt.decode"),
        ("claims = jwt.decode(\n    token,\n    key.public_key(),\n)", "jwt.decode"),
        ("jwt.decode(token, key, audience='orders')", None),
        ("AUD = 'x'\naudience = AUD\njwt.decode(token, key)", None),
        ("jwt.decode(token, key, **arguments)", None),
        ("jwt.decode(token, key, options={'verify_exp': False})", None),
        ("jwt.decode(token, ...)", None),
        ("jwt.decode(token, key, algorithms=", None),
        ("my_jwt.decode(token, key)", None),
        ("self.jwt.decode(token, key)", None),
        ("jwt.decode(token, key_of(kid)) # Invalid audience", "jwt.decode"),
        ("jwt.decode it says", None),
    ],
)
def test_a_whole_call_without_the_argument_counts(text: str, called: str | None) -> None:
    """One that is cut, takes its arguments from elsewhere, or stands beside the setting tells nothing."""
    assert without_audience(text, ("jwt.decode",), ("audience",)) == called


def test_the_first_of_several_calls_that_tells_it_is_named() -> None:
    """The same function may be called elsewhere with what nobody sees."""
    text = "jwt.decode(token, **kwargs)\njwt.decode(token, key)"
    assert without_audience(text, ("jwt.decode_complete", "jwt.decode"), ("audience",)) == "jwt.decode"


def test_an_error_and_the_code_around_it_are_one_story() -> None:
    """The message alone leaves open whether the audience differs or none is configured; the code decides."""
    text = "jwt.exceptions.InvalidAudienceError: Invalid audience\n\n    jwt.decode(token, key, algorithms=['RS256'])\n"
    case = intake(text, KNOWN)
    assert case.expectation.audiences is NONE_CONFIGURED
    assert case.notes == ("jwt.decode is called without an audience in the text",)
    assert diagnose(case, KNOWN).causes[0].id == "audience-not-configured"


def test_the_call_of_another_library_tells_nothing() -> None:
    """Only of who speaks, or who is named, are the calls looked for."""
    text = "IDX10214: Audience validation failed. Audiences: 'a'.\n\njwt.decode(token, key)\n"
    assert intake(text, KNOWN).expectation.audiences is UNKNOWN
    assert intake("jwt.decode(token, key)", KNOWN, KNOWN.verifiers["pyjwt"]).expectation.audiences is NONE_CONFIGURED


def test_every_call_is_one_of_its_own_recipe() -> None:
    """So the names are right: the recipe of an entry calls one of them, with the audience."""
    for one in KNOWN.verifiers.values():
        if one.setting.calls:
            assert any(f"{name}(" in one.recipe.code for name in one.setting.calls), one.id
            assert not any(
                without_audience(one.recipe.code, (name,), one.setting.keys) for name in one.setting.calls
            ), one.id
