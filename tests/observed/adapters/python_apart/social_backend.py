"""The OpenID Connect backend of Python Social Auth, with settings and keys on the loopback interface."""

from __future__ import annotations

from social_core.backends.open_id_connect import OpenIdConnectAuth
from social_core.storage import BaseStorage
from social_core.strategy import BaseStrategy

from tests.observed.adapters.python_apart.loopback import Keys, redirect_requests

_keys = Keys()
redirect_requests(_keys)
_USUAL = {
    "SOCIAL_AUTH_OIDC_SECRET": "secret",
    "SOCIAL_AUTH_OIDC_JWKS_URI": "https://login.example.com/jwks.json",
    "SOCIAL_AUTH_OIDC_ID_TOKEN_MAX_AGE": 3600,
}


class _Settings(BaseStrategy):
    """A strategy that has settings and nothing else."""

    def __init__(self, settings: dict[str, object]) -> None:
        super().__init__(BaseStorage)
        self._settings = settings

    def get_setting(self, name: str) -> object:
        """The setting of this name; raises `KeyError` where there is none."""
        return self._settings[name]

    def get_request_data(self, *, merge: bool = True) -> dict[str, object]:
        """No request: the token is at hand."""
        del merge
        return {}

    def build_absolute_uri(self, path: str | None = None) -> str:
        """The address of a page of the application."""
        return f"https://app.example.com{path or '/'}"


def validate(settings: dict[str, object], token: str, key: str) -> None:
    """Let the backend validate an ID Token as after a refresh, which has no nonce; raises what it raises."""
    _keys.key = key
    backend = OpenIdConnectAuth(_Settings({**_USUAL, **settings}))
    backend.name = "oidc"
    backend.validate_and_return_refresh_id_token(token, "opaque")
