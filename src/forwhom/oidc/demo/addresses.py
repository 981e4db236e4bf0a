"""The addresses of the provider."""
# Django and django-oauth-toolkit have no types.
# pyright: basic

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.views import LoginView
from django.urls import include, path
from oauth2_provider.urls import base_urlpatterns, metadata_urlpatterns, oidc_urlpatterns

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = [
    path("login", LoginView.as_view(template_name="login.html")),
    path("o/", include(([*base_urlpatterns, *oidc_urlpatterns], "oauth2_provider"), namespace="oauth2_provider")),
    *metadata_urlpatterns,
]
