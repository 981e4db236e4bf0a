"""The fixes that findings share, each with the user's own values in it."""

from __future__ import annotations

import json
from string import Template
from typing import TYPE_CHECKING

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import unchecked
from forwhom.snippet import quoted as literal
from forwhom.snippet import render

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forwhom.situation import Situation


def configure(situation: Situation, audiences: tuple[str, ...], when: str = "") -> Fix:
    """The resource server expects these audiences, as this verifier is configured.

    `when` is a clause that says when that is right, for audiences which another service may own. Where nobody can
    configure the verifier, the client asks for what it expects.
    """
    if fix := _asked_by_client(situation, situation.expected):
        return fix
    listed = " or ".join(map(quoted, audiences))
    text = f"{when}set the expected audience to {listed}" if audiences else "set the expected audience"
    verifier = situation.verifier
    if not verifier:
        return Fix(Party.RESOURCE_SERVER, text)
    issuer = situation.claims.get("iss")
    recipe = render(verifier.recipe, audiences, issuer if isinstance(issuer, str) else None) if audiences else None
    return Fix(verifier.recipe.party or Party.RESOURCE_SERVER, f"{text} ({verifier.setting.name})", recipe)


def _asked_by_client(situation: Situation, audiences: tuple[str, ...]) -> Fix | None:
    """How a client asks for a token for this verifier, when that is all that anybody can set; else `None`."""
    recipe = situation.verifier.recipe if situation.verifier else None
    if not recipe or recipe.party is not Party.CLIENT:
        return None
    return Fix(Party.CLIENT, recipe.text, render(recipe, audiences, None))


def request(situation: Situation, audience: str | None) -> Fix:
    """The client asks for a token for this audience, as this verifier or else this provider wants to be asked."""
    if audience and (fix := _asked_by_client(situation, (audience,))):
        return fix
    for fix in provider_fixes(situation, Party.CLIENT, audience):
        return fix
    wanted = (
        f"resource={quoted(audience)} (or the provider's own parameter)" if audience else "the audience of this service"
    )
    return Fix(Party.CLIENT, f"request the token with {wanted}")


def issue(situation: Situation, audience: str | None) -> Fix | None:
    """The authorization server puts this audience into its tokens; `None` when it is not known how."""
    return next(provider_fixes(situation, Party.AUTHORIZATION_SERVER, audience), None)


def provider_fixes(situation: Situation, party: Party, audience: str | None) -> Iterator[Fix]:
    """What the provider's entry says that `party` can do."""
    if not situation.provider:
        return
    client = next(
        (c for name in ("azp", "client_id", "cid", "appid") if isinstance(c := situation.claims.get(name), str)),
        "CLIENT_ID",
    )
    issuer = situation.claims.get("iss")
    values = {
        "audience": audience or "AUDIENCE",
        "client_id": client,
        "issuer": issuer if isinstance(issuer, str) else "ISSUER",
    }
    for place, fix in enumerate(situation.provider.fixes):
        if fix.party is party:
            text = fix.text + unchecked(situation.provider, "fixes", place)
            yield Fix(party, text, fix.snippet and filled(fix.snippet, values))


def filled(snippet: Snippet, values: Mapping[str, str]) -> Snippet:
    """The snippet with these values in its own quotes: what would end them is escaped."""
    escaped = {name: _inside_quotes(value, snippet.language) for name, value in values.items()}
    return Snippet(snippet.language, Template(snippet.code).safe_substitute(escaped))


_SHELL = str.maketrans({sign: f"\\{sign}" for sign in '\\"$`'})


def _inside_quotes(value: str, language: str) -> str:
    """The value as it may stand inside double quotes of the language, or bare in plain text."""
    if language == "shell":
        return value.translate(_SHELL)
    text = literal(value, language)
    return text[1:-1] if text.startswith('"') else text


def quoted(value: str) -> str:
    """The value as JSON, so that every blank and odd character can be seen."""
    return json.dumps(value, ensure_ascii=False)
