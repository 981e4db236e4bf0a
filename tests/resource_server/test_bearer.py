"""How a token comes with a request, and how it must not."""

from __future__ import annotations

import pytest

from forwhom.finding import Finding
from forwhom.resource_server.bearer import read


def code(found: str | Finding) -> str:
    """The code of the trouble; fails where there is a token."""
    assert isinstance(found, Finding)
    return found.code


@pytest.mark.parametrize("scheme", [b"Bearer", b"bearer", b"BEARER", b"bEaReR"])
def test_the_scheme_is_read_in_any_letter_case(scheme: bytes) -> None:
    """RFC 9110 compares schemes without case."""
    assert read([scheme + b" a.b.c"], b"") == "a.b.c"


@pytest.mark.parametrize("value", [b"Bearer  a.b.c", b"Bearer a.b.c ", b"\tBearer a.b.c"])
def test_more_blanks_than_one_do_no_harm(value: bytes) -> None:
    """Blanks between and around are no part of the token."""
    assert read([value], b"") == "a.b.c"


def test_every_character_of_the_grammar_is_taken() -> None:
    """Also a token that is no JWT is one, until the validator sees it; none is cut off as if it were a blank."""
    assert read([b"Bearer abc~"], b"") == "abc~"
    assert read([b"Bearer az-AZ._~+/09=="], b"") == "az-AZ._~+/09=="


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(b"Bearer", id="the word alone"),
        pytest.param(b"Bearer ", id="the word and a blank"),
        pytest.param(b"Bearer\ta.b.c", id="a tab"),
        pytest.param(b"Bearer a b", id="two words"),
        pytest.param(b"Bearer a,Bearer b", id="joined by a server"),
        pytest.param(b"Basic dTpw, Bearer a.b.c", id="another scheme before it"),
        pytest.param(b"Bearer,a", id="a comma"),
        pytest.param(b"Bearer =a", id="padding first"),
        pytest.param(b"Bearer a=b", id="padding inside"),
        pytest.param(b'Bearer "a.b.c"', id="quotes"),
        pytest.param("Bearer ä.b.c".encode(), id="UTF-8"),
        pytest.param("Bearer ä.b.c".encode("latin-1"), id="Latin-1"),
        pytest.param(b"Bearer a\x00b", id="null"),
        pytest.param(b"Bearer a\nb", id="line end"),
        pytest.param(b"Bearer a\n", id="line end behind"),
        pytest.param(b"Bearer " + b"a" * 70_000, id="huge"),
    ],
)
def test_other_credentials_than_one_token_are_malformed(value: bytes) -> None:
    """A header that begins as Bearer and does not go on as the grammar says is a malformed request."""
    assert code(read([value], b"")) == "credentials-malformed"


def test_a_header_has_a_limit() -> None:
    """Somewhat more than that of a token, which the validator knows better why to refuse; beyond it nothing is read."""
    longest = b"Bearer ".ljust(65_600, b"a")
    assert read([longest], b"") == longest[7:].decode()
    assert code(read([longest + b"a"], b"")) == "credentials-malformed"


def test_two_headers_are_malformed_even_when_they_agree() -> None:
    """Whoever reads the first and whoever reads the last must not see different tokens."""
    assert code(read([b"Bearer a.b.c", b"Bearer a.b.c"], b"")) == "credentials-malformed"
    assert code(read([b"Basic dTpw", b"Bearer a.b.c"], b"")) == "credentials-malformed"


@pytest.mark.parametrize("values", [[], [b""], [b"Basic dTpw"], [b"DPoP a.b.c"], [b"Bearerx a.b.c"], [b"a.b.c"]])
def test_without_the_scheme_there_is_no_token(values: list[bytes]) -> None:
    """Another scheme brings no bearer token, nor does a token without its word."""
    assert code(read(values, b"")) == "token-missing"


@pytest.mark.parametrize("query", [b"access_token=a.b.c", b"x=1&access_token=", b"x=1;access_token=a"])
def test_a_token_in_the_query_is_refused(query: bytes) -> None:
    """Whether alone or beside one in the header."""
    assert code(read([], query)) == "token-in-query"
    assert code(read([b"Bearer a.b.c"], query)) == "token-in-query"


def test_other_parameters_are_none_of_its_business() -> None:
    """Only a parameter of exactly this name is one."""
    assert read([b"Bearer a.b.c"], b"my_access_token=1&access_token_hint=2") == "a.b.c"
