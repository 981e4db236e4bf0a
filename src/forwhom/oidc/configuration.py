"""The setting by which a verifier expects what the authorization server really grants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forwhom.snippet import render

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forwhom.finding import Snippet
    from forwhom.oidc.purpose import Purpose
    from forwhom.oidc.step import Granted
    from forwhom.verifier import Verifier


@dataclass(frozen=True, slots=True)
class Configuration:
    """The recipe of a verifier with the values of this walk."""

    verifier: Verifier
    code: Snippet


def configure(purpose: Purpose, tokens: Iterable[Granted]) -> Configuration | None:
    """The setting of the verifier that was named, `None` where none was.

    The audience is what the API is said to expect; else what was asked for and granted; else what was granted. The
    issuer is that of the token, since that is what the verifier will find.
    """
    verifier = purpose.known.verifier(purpose.verifier)
    if verifier is None:
        return None
    access = [token for token in tokens if token.name == "access_token" and token.token.claims is not None]
    last = access[-1] if access else None
    granted = (last.audiences or ()) if last else ()
    asked = tuple(one for one in granted if last and one in last.asked.values)
    issuer = (last.token.claims or {}).get("iss") if last else None
    audiences = purpose.expected or asked or granted[:1]
    return Configuration(verifier, render(verifier.recipe, audiences, issuer if isinstance(issuer, str) else None))
