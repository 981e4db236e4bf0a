"""The protected resources of the demo. Each is checked by forwhom's own validator, and describes itself (RFC 9728)."""
# Django has no types.
# pyright: basic

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from forwhom.oidc.demo.shop import APIS, Api
from forwhom.resource_server.keys import StaticKeys
from forwhom.resource_server.token_rejected import TokenRejected
from forwhom.resource_server.validator import Validator

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.urls import URLPattern, URLResolver

WELL_KNOWN = ".well-known/oauth-protected-resource"
_UNAUTHORIZED = 401


def patterns(origin: str, key_set: str) -> list[URLPattern | URLResolver]:
    """The addresses of every API and its metadata; `key_set` is the JWK Set of the authorization server."""
    found: list[URLPattern | URLResolver] = []
    for api in APIS:
        found += [
            path(api.path.lstrip("/"), _api(api, origin, key_set)),
            path(f"{WELL_KNOWN}{api.path}", _metadata(api, origin)),
        ]
    return found


def _metadata(api: Api, origin: str) -> Callable[[HttpRequest], HttpResponse]:
    def view(_: HttpRequest) -> HttpResponse:
        return JsonResponse({"resource": f"{origin}{api.stated}", "authorization_servers": [f"{origin}/o"]})

    return view


def _api(api: Api, origin: str, key_set: str) -> Callable[[HttpRequest], HttpResponse]:
    @cache
    def validator() -> Validator:
        keys = StaticKeys(json.loads(key_set))
        return Validator(audience=f"{origin}{api.expected}", issuer=f"{origin}/o", keys=keys, profile="at+jwt")

    def view(request: HttpRequest) -> HttpResponse:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        where = f'resource_metadata="{origin}/{WELL_KNOWN}{api.path}"'
        if scheme.lower() != "bearer" or not token:
            return HttpResponse(status=_UNAUTHORIZED, headers={"WWW-Authenticate": f"Bearer {where}"})
        try:
            validator().validate(token)
        except TokenRejected:
            challenge = f'Bearer error="invalid_token", {where}'
            return HttpResponse(status=_UNAUTHORIZED, headers={"WWW-Authenticate": challenge})
        return JsonResponse({"api": api.path, "taken": True})

    return view
