"""What the demo consists of: its clients, its APIs, and the traps to try."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forwhom.oidc.demo.access_token import DEFAULTING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class DemoClient:
    """A registered client: `grant` in the words of django-oauth-toolkit."""

    id: str
    grant: str
    confidential: bool = False
    name: str = "Shop"


@dataclass(frozen=True, slots=True)
class Api:
    """A protected resource: what it expects, and what its metadata says that it is called, both behind the origin."""

    path: str
    expected: str
    stated: str


@dataclass(frozen=True, slots=True)
class Trap:
    """One thing to try: what it shows, and the words behind `forwhom oidc`."""

    title: str
    words: tuple[str, ...]


CLIENTS = (
    DemoClient("shop-web", "authorization-code"),
    DemoClient("shop-tv", "urn:ietf:params:oauth:grant-type:device_code"),
    DemoClient("shop-job", "client-credentials", confidential=True),
    DemoClient("old-job", "client-credentials", confidential=True, name=f"Old job {DEFAULTING}"),
)
APIS = (
    Api("/orders", "/orders", "/orders"),
    Api("/billing", "/billing/", "/billing"),
    Api("/stock", "/stock", "/warehouse"),
)


def traps(origin: str, secret_files: dict[str, str]) -> Iterator[Trap]:
    """What to try; `secret_files` are the files with the secret of each confidential client."""
    issuer, orders, billing = f"{origin}/o", f"{origin}/orders", f"{origin}/billing"

    def job(client: str, *words: str) -> tuple[str, ...]:
        return ("token", issuer, "--client-id", client, "--client-secret-file", secret_files[client], *words)

    web = ("login", issuer, "--client-id", "shop-web", "--open")
    yield Trap("What it says of itself", ("discover", issuer))
    yield Trap("No audience asked for: the token is opaque", job("shop-job", "--expect", orders))
    yield Trap("The same, asked for", job("shop-job", "--resource", orders, "--expect", orders))
    yield Trap("The default of the provider", job("old-job", "--expect", orders))
    yield Trap("A trailing slash", job("shop-job", "--resource", f"{orders}/", "--expect", orders))
    yield Trap("A resource that it does not take", job("shop-job", "--resource", "urn:shop:orders"))
    yield Trap("The ID Token sent to the API", (*web, "--expect", orders))
    yield Trap(
        "Two APIs: one token for both, then one for each",
        (*web, "--resource", orders, "--resource", billing, "--refresh-for", billing),
    )
    # The metadata of django-oauth-toolkit does not name the endpoint.
    tv = ("device", issuer, "--client-id", "shop-tv", "--device-endpoint", f"{issuer}/device-authorization/")
    yield Trap("A device: the resource is lost", (*tv, "--resource", orders, "--ask-at", "device"))
    yield Trap(
        "From an API to a token that it takes",
        ("probe", orders, "--client-id", "shop-web", "--open"),
    )
    yield Trap(
        "An API that expects another name than it states",
        ("probe", billing, "--issuer", *job("shop-job", "--grant", "client-credentials")[1:]),
    )
    yield Trap("An API whose metadata is about another one", ("probe", f"{origin}/stock"))
