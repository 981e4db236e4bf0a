"""The ways in which verifiers compare one found audience with one expected audience."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Comparison:
    """A rule for two values: `text` says it in one clause that follows "this verifier compares ..."."""

    id: str
    text: str
    equal: Callable[[str, str], bool]


def exactly(found: str, expected: str) -> bool:
    """Whether the two are the same code points. Source: RFC 7519 section 4.1.3, StringOrURI in section 2."""
    return found == expected


def without_scheme_and_slash(value: str) -> str:
    """The value without one leading `http://` or `https://` and without one trailing slash, as Envoy strips it.

    Source: envoyproxy/envoy, source/common/jwt/check_audience.cc.
    """
    for scheme in ("http://", "https://"):
        if value.startswith(scheme):
            value = value[len(scheme) :]
            break
    return value.removesuffix("/")


def as_envoy(found: str, expected: str) -> bool:
    """Whether the two are equal after Envoy's stripping of both sides."""
    return without_scheme_and_slash(found) == without_scheme_and_slash(expected)


def but_for_one_slash(found: str, expected: str) -> bool:
    """Whether the two are equal, or one is the other with one more trailing slash.

    Source: AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet, Validators.cs, from 6.5.0.
    """
    return found == expected or found + "/" == expected or found == expected + "/"


EXACT = Comparison("exact", "audience values exactly, character by character", exactly)
ENVOY = Comparison(
    "envoy",
    "audience values exactly after removing one leading http:// or https:// and one trailing slash on both sides",
    as_envoy,
)
ONE_SLASH = Comparison(
    "one-slash", "audience values exactly, but forgives one trailing slash on either side", but_for_one_slash
)
