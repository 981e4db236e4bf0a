"""What a provider is: how its issuer looks, how `aud` arises per kind of token, how to change it, and who it is."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING

from forwhom.finding import Confidence
from forwhom.record import dataclass, field
from forwhom.token_kind import TokenKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forwhom.finding import Fix
    from forwhom.jwt.json import JsonValue
    from forwhom.verifier import Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenShape:
    """How one kind of token of a provider names its audience, in one sentence; `example` holds typical claims."""

    kind: TokenKind
    audience: str
    example: Mapping[str, JsonValue] = field(default_factory=dict[str, "JsonValue"])
    header: Mapping[str, JsonValue] = field(default_factory=dict[str, "JsonValue"])


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultAudience:
    """An `aud` that the provider fills in when nobody asked for another: a regular expression for the whole value."""

    pattern: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A resource of the provider itself, whose tokens are for nobody else: `values` are its audiences."""

    name: str
    values: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """What people usually get wrong with this provider, as a clause, and the finding that it shows as."""

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One authorization server or OpenID Provider.

    `issuer_pattern` matches a whole `iss`; `issuer_specific` is false when other providers' issuers may look the same
    (then only `marks` and `traits` tell). Both are claims or header parameters: a name, and a regular expression for
    the whole value; an empty one asks for presence only. An array is held against it by each of its strings and as
    `[...]`, an empty one as `[]`, an object as `{...}`. One mark betrays the provider by itself, traits only when
    several come together. `only_with` makes this provider a special case of another with the same issuers: one of
    these marks must be there, and then it comes first.

    `aliases` are names of this provider alone; `families` are names that it shares, each the id or an alias of the
    member that is meant when nothing tells them apart. `metadata` are members of its metadata document (RFC 8414), each
    with a regular expression for the whole value; all of them must be there, an empty one with any value.
    `client_id_pattern` matches a whole client identifier, when they have a form of their own. The first fix of the
    client says how to request a token for an audience. Snippets are `string.Template`s with `$audience`, `$issuer` and
    `$client_id`.
    `inferred` names the statements that are general knowledge, which nobody saw, read or found documented, by JSON
    Pointers into the entry as JSON: `/mistakes/2`. They are shown as not checked.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    issuer_pattern: str
    issuer_examples: tuple[str, ...]
    issuer_specific: bool = True
    only_with: Mapping[str, str] = field(default_factory=dict[str, str])
    marks: Mapping[str, str] = field(default_factory=dict[str, str])
    traits: Mapping[str, str] = field(default_factory=dict[str, str])
    metadata: Mapping[str, str] = field(default_factory=dict[str, str])
    client_id_pattern: str = ""
    tokens: tuple[TokenShape, ...]
    defaults: tuple[DefaultAudience, ...] = ()
    resources: tuple[Resource, ...] = ()
    mistakes: tuple[Mistake, ...]
    fixes: tuple[Fix, ...]
    notes: tuple[str, ...] = ()
    basis: Basis
    sources: tuple[str, ...]
    inferred: tuple[str, ...] = ()


#: Longer values are not looked at, so that no token can make recognition slow.
_LONGEST = 1024
#: A mark counts as much as three traits; two traits make a provider possible, a mark or three traits likely.
_MARK = 3
_POSSIBLE = 2


@cache
def whole(pattern: str) -> Callable[[str], re.Match[str] | None]:
    """What holds a whole value against `pattern`; compiled once, because each diagnosis asks for hundreds."""
    return re.compile(pattern).fullmatch


def checked(provider: Provider, *path: str | int) -> bool:
    """Whether the statement at this path of the entry's JSON is more than general knowledge.

    Source: RFC 6901
    """
    names = (str(name).replace("~", "~0").replace("/", "~1") for name in path)
    return "".join(f"/{name}" for name in names) not in provider.inferred


def unchecked(provider: Provider, *path: str | int) -> str:
    """What stands behind the statement at this path where it is only general knowledge; else nothing."""
    return "" if checked(provider, *path) else " (not checked)"


def has_issuer(provider: Provider, issuer: str) -> bool:
    """Whether `issuer` has the form of this provider's issuers."""
    return len(issuer) <= _LONGEST and whole(provider.issuer_pattern)(issuer) is not None


def recognise(
    providers: Mapping[str, Provider],
    header: Mapping[str, JsonValue] | None,
    claims: Mapping[str, JsonValue] | None,
) -> tuple[tuple[str, Confidence], ...]:
    """The ids of the providers that may have issued such a token, best first. Never raises.

    An issuer in a form that only one provider has is certain, and leaves the others out; where several share it, the
    special case comes first. Without such an issuer the marks and traits decide.
    """
    if not providers:
        return ()
    parts = _texts_by_name(header or {}, claims or {})
    issuer = (claims or {}).get("iss")
    possible = [provider for provider in providers.values() if _has_one(provider.only_with, parts)]
    if isinstance(issuer, str):
        formed = [provider for provider in possible if has_issuer(provider, issuer)]
        own = [provider for provider in formed if provider.issuer_specific]
        if own:
            own.sort(key=lambda provider: (not provider.only_with, -_weight(provider, parts), provider.id))
            rest = ((provider.id, Confidence.POSSIBLE) for provider in own[1:])
            return ((own[0].id, Confidence.CERTAIN), *rest)
        # One with issuers of its own may still stand behind a domain of its customer; a special case may not.
        possible = [*formed, *(one for one in possible if one.issuer_specific and not one.only_with)]
    weights = {provider.id: _weight(provider, parts) for provider in possible}
    best = sorted((one for one in weights if weights[one] >= _POSSIBLE), key=lambda one: (-weights[one], one))
    return tuple((one, Confidence.LIKELY if weights[one] >= _MARK else Confidence.POSSIBLE) for one in best)


def recognise_server(providers: Mapping[str, Provider], metadata: Mapping[str, JsonValue]) -> str | None:
    """The id of the provider whose metadata documents look like this one; `None` where none or several do.

    Source: RFC 8414 section 2
    """
    parts = _texts_by_name({}, metadata)
    found = [
        provider.id
        for provider in providers.values()
        if provider.metadata and all(_shows(pattern, name, parts) for name, pattern in provider.metadata.items())
    ]
    return found[0] if len(found) == 1 else None


def named(
    providers: Mapping[str, Provider], name: str, claims: Mapping[str, JsonValue] | None = None
) -> Provider | None:
    """The provider that people mean by `name`: an id, a product name, an alias or the name of a family.

    Of a family the member that the claims betray; when they betray none, the member that has the name as its id or
    alias. `None` when nobody is called so.
    """
    wanted = _slug(name)
    known = {one.id: one for one in providers.values() if wanted in _own_names(one) | set(map(_slug, one.families))}
    for identifier, _ in recognise(known, None, claims):
        return known[identifier]
    return next((one for one in known.values() if wanted in _own_names(one)), None)


def _own_names(provider: Provider) -> set[str]:
    return {_slug(name) for name in (provider.id, provider.name, *provider.aliases)}


def _slug(name: str) -> str:
    return "-".join(name.lower().replace("_", " ").replace("-", " ").split())


#: What the patterns are held against, by the name of the claim or header parameter.
_Parts = dict[str, tuple[str, ...]]


def _texts_by_name(header: Mapping[str, JsonValue], claims: Mapping[str, JsonValue]) -> _Parts:
    parts = {name: _texts(value) for name, value in claims.items()}
    for name, value in header.items():
        parts[name] = (*parts.get(name, ()), *_texts(value))
    return parts


def _weight(provider: Provider, parts: _Parts) -> int:
    """How much of the token looks like this provider's."""
    weight = 0
    for marks, worth in ((provider.only_with, _MARK), (provider.marks, _MARK), (provider.traits, 1)):
        for name in marks:
            if name in parts and _shows(marks[name], name, parts):
                weight += worth
    return weight


def _has_one(marks: Mapping[str, str], parts: _Parts) -> bool:
    return not marks or any(_shows(marks[name], name, parts) for name in marks)


def _shows(pattern: str, name: str, parts: _Parts) -> bool:
    """Whether the claims or the header hold this name with such a value; an empty pattern asks for the name alone."""
    if name not in parts:
        return False
    return not pattern or any(map(whole(pattern), parts[name]))


def _texts(value: JsonValue) -> tuple[str, ...]:
    """What a pattern is held against: a string, the strings of an array, and a short JSON text of what is no string."""
    if isinstance(value, str):
        texts: tuple[str, ...] = (value,)
    elif isinstance(value, list):
        texts = ("[]" if not value else "[...]", *(member for member in value if isinstance(member, str)))
    elif isinstance(value, dict):
        texts = ("{...}",)
    else:
        texts = (json.dumps(value),)
    return tuple(text for text in texts if len(text) <= _LONGEST)
