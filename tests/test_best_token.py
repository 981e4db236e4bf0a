"""Which of the tokens in a text is the one that is asked about."""

from __future__ import annotations

import pytest

from forwhom.best_token import best_token
from forwhom.gather import gather
from forwhom.jwt.token import TokenForm
from tests.sample_token import token


def test_the_token_that_was_sent_is_read_before_an_example() -> None:
    """A reporter shows what was sent beside what was expected."""
    sent, shown = token({"aud": "sent"}), token({"aud": "an example"})
    case = gather(f"like {shown} it should be\nAuthorization: Bearer {sent}\n")
    assert case.token
    assert case.token.claims == {"aud": "sent"}
    assert case.notes == ("one more token stands in the text; the one that was sent was read",)
    opaque = gather(f"Authorization: Bearer YxEyRxe6DtnO9FWVPsTkATVF\nI expected something like {shown}")
    assert opaque.token
    assert opaque.token.form is TokenForm.OPAQUE
    assert (span := best_token(f"Authorization: bearer ya29.c.Kp8B-[...]\nlike {shown}"))
    assert span.text == "ya29.c.Kp8B-"


@pytest.mark.parametrize("text", ["WWW-Authenticate: Bearer realm-of-orders", "Bearer authentication-needed-here"])
def test_words_behind_the_scheme_are_no_token(text: str) -> None:
    """What is left of a token is one only when its beginning tells whose it is."""
    assert best_token(text) is None


def test_a_short_credential_without_a_word_in_it_is_opaque() -> None:
    """Sixteen random characters are one; sixteen letters are a word."""
    assert (span := best_token("Authorization: Bearer jXFxGSgB3thqIQ0O"))
    assert span.text == "jXFxGSgB3thqIQ0O"
    assert best_token("Authorization: Bearer jXFxGSgBcthqIQxO") is None
