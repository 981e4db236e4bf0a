"""A client, the authorization server that it asks, and what the user wants to know of the tokens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from forwhom.oidc.client import Client
from forwhom.oidc.discovery import AuthorizationServer, discover
from forwhom.oidc.purpose import Purpose

if TYPE_CHECKING:
    from forwhom.oidc.walk import Walk

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Relation:
    """Who asks whom, and for what purpose."""

    server: AuthorizationServer
    client: Client
    purpose: Purpose


def meet(
    issuer: str, client: Client, purpose: Purpose, then: Callable[[Relation], Walk[_T]], *, both: bool = False
) -> Walk[_T | None]:
    """What `then` comes to at the issuer, `None` where its metadata cannot be used; `both` asks for either form."""
    server = yield from discover(issuer, purpose, both=both)
    if server is None or not server.metadata.named:
        return None
    return (yield from then(Relation(server, client, purpose)))
