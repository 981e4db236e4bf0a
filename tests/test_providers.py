"""The catalogue of providers: each entry is complete and recognised as itself."""

from __future__ import annotations

import re
from dataclasses import replace
from string import Template
from typing import TYPE_CHECKING

import pytest

from forwhom.finding import Confidence, Party
from forwhom.folder import load
from forwhom.provider import Provider, TokenShape, checked, has_issuer, recognise
from forwhom.report import entry, entry_json
from forwhom.token_kind import infer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.jwt.json import JsonValue

PROVIDERS = load("forwhom.providers", "PROVIDER", Provider, "id")
EACH = pytest.mark.parametrize("provider", PROVIDERS.values(), ids=PROVIDERS)
SHAPES = [
    pytest.param(provider, shape, id=f"{provider.id}-{number}")
    for provider in PROVIDERS.values()
    for number, shape in enumerate(provider.tokens)
    if shape.example
]
#: The codes that a mistake may show as.
CODES = frozenset(
    [
        "aud-trailing-slash",
        "aud-scheme-differs",
        "aud-case-differs",
        "aud-host-differs",
        "aud-path-differs",
        "aud-stray-characters",
        "audience-setting-unresolved",
        "aud-guid-or-uri",
        "aud-other-environment",
        "aud-is-client-id",
        "aud-other-client",
        "aud-two-verifiers",
        "aud-not-a-uri",
        "aud-mismatch",
        "id-token-as-access-token",
        "access-token-as-id-token",
        "token-of-other-product",
        "audience-not-requested",
        "resource-not-registered",
        "aud-other-resource",
        "aud-provider-default",
        "token-opaque",
        "token-encrypted",
        "token-malformed",
        "aud-missing",
        "claim-misnamed",
        "aud-empty",
        "aud-wrong-type",
        "aud-list-shape",
        "aud-many-unsupported",
        "audience-not-configured",
        "audience-check-disabled",
        "iss-mismatch",
        "token-expired",
        "token-not-yet-valid",
        "signature-invalid",
        "key-not-found",
        "jwks-unavailable",
        "alg-not-allowed",
        "token-lifetime-too-long",
        "subject-mismatch",
        "verifier-limit",
    ]
)


def patterns(provider: Provider) -> Iterator[str]:
    """Every regular expression of an entry."""
    yield provider.issuer_pattern
    yield provider.client_id_pattern
    for marks in (provider.only_with, provider.marks, provider.traits, provider.metadata):
        yield from marks.values()
    yield from (default.pattern for default in provider.defaults)
    yield from (resource.pattern for resource in provider.resources)


def at(value: JsonValue, path: list[str]) -> JsonValue:
    """What stands at this path of a JSON value."""
    if not path:
        return value
    if isinstance(value, list):
        return at(value[int(path[0])], path[1:])
    assert isinstance(value, dict)
    return at(value[path[0]], path[1:])


@EACH
def test_patterns_are_linear(provider: Provider) -> None:
    """Every pattern compiles, and none repeats a group, so that no value can make it slow."""
    for pattern in patterns(provider):
        re.compile(pattern)
        assert not re.search(r"\)[*+{]", pattern), pattern


@EACH
def test_what_is_not_checked_is_a_statement_of_the_entry(provider: Provider) -> None:
    """Each JSON Pointer of an entry leads to a statement in it, and stands once."""
    assert len(set(provider.inferred)) == len(provider.inferred)
    for pointer in provider.inferred:
        assert isinstance(at(entry_json.provider(provider), pointer.split("/")[1:]), str | dict)


def test_general_knowledge_is_shown_as_such() -> None:
    """A statement that nobody checked says so where it stands, and the others do not."""
    provider = replace(PROVIDERS["auth0"], inferred=("/tokens/0/audience", "/defaults/0", "/fixes/1", "/notes/0"))
    text = "".join(segment.text for segment in entry.provider(provider))
    marked = [line for line in text.splitlines() if line.endswith("(not checked)")]
    assert [line.partition(":")[0] for line in marked] == ["aud of the access token", "fix, at the client", "note"]


def test_a_pointer_escapes_what_it_has_to() -> None:
    """A name with a slash in it is written as RFC 6901 says."""
    provider = replace(PROVIDERS["auth0"], inferred=("/recognised_by/marks/a~1b~0c",))
    assert not checked(provider, "recognised_by", "marks", "a/b~c")
    assert checked(provider, "recognised_by", "marks", "a/b")


@EACH
def test_the_issuer_pattern_matches_the_examples(provider: Provider) -> None:
    """The issuer examples have the form of the provider's issuers."""
    assert provider.issuer_examples
    assert all(has_issuer(provider, issuer) for issuer in provider.issuer_examples)


@EACH
def test_mistakes_show_as_known_findings(provider: Provider) -> None:
    """Every mistake leads to a finding code, each code once, and is a clause."""
    codes = [mistake.code for mistake in provider.mistakes]
    assert codes
    assert set(codes) <= CODES
    assert len(set(codes)) == len(codes)
    assert not [mistake.text for mistake in provider.mistakes if mistake.text.endswith(".")]


@EACH
def test_fixes_can_be_filled_in(provider: Provider) -> None:
    """The client has something to do, and snippets are templates with the three known names only."""
    assert any(fix.party is Party.CLIENT for fix in provider.fixes)
    for fix in provider.fixes:
        assert not fix.text.endswith(".")
        if fix.snippet:
            template = Template(fix.snippet.code)
            assert template.is_valid()
            assert set(template.get_identifiers()) <= {"audience", "issuer", "client_id"}


@EACH
def test_tokens_say_how_the_audience_arises(provider: Provider) -> None:
    """Every kind of token has its sentence, and the entry says where it is from."""
    assert provider.tokens
    assert all(shape.audience.endswith(".") for shape in provider.tokens)
    assert provider.sources


@pytest.mark.parametrize(("provider", "shape"), SHAPES)
def test_examples_are_recognised(provider: Provider, shape: TokenShape) -> None:
    """An example is its own provider's: for certain where the issuer says so, and never another's."""
    found = recognise(PROVIDERS, shape.header, shape.example)
    if provider.issuer_specific:
        assert found[0] == (provider.id, Confidence.CERTAIN)
    else:
        assert not found or found[0][0] == provider.id
        assert all(confidence is not Confidence.CERTAIN for _, confidence in found)


@EACH
def test_marks_are_borne_by_an_example(provider: Provider) -> None:
    """A provider with marks shows them: at least one of its examples is recognised."""
    if provider.marks:
        assert any(
            provider.id in dict(recognise(PROVIDERS, shape.header, shape.example)[:1]) for shape in provider.tokens
        )


@pytest.mark.parametrize(("provider", "shape"), SHAPES)
def test_examples_have_the_kind_that_they_say(provider: Provider, shape: TokenShape) -> None:
    """The kind of an example is inferred as what the entry says it is."""
    assert infer(shape.header, shape.example, provider).kind is shape.kind


def test_aliases_are_unique() -> None:
    """No two providers share an id, a name or an alias, in any letter case."""
    names = [name for one in PROVIDERS.values() for name in {n.lower() for n in (one.id, one.name, *one.aliases)}]
    assert sorted(names) == sorted(set(names))
