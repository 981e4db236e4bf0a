"""Runs the provider of the demo, alone in a process. It ends when its standard input does.

The first line of its output is a JSON object: the origin, the secrets of the clients, the user and password.
"""
# Django, django-oauth-toolkit and jwcrypto have no types.
# pyright: basic, reportArgumentType=false

from __future__ import annotations

import json
import secrets
import sys
import tempfile
import threading
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from jwcrypto import jwk

if TYPE_CHECKING:
    from pathlib import Path

_USER = "ada"
_BASE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>forwhom demo</title>
<h1>forwhom demo</h1>{% block content %}{% endblock %}</html>"""
_LOGIN = """{% extends "oauth2_provider/base.html" %}{% block content %}
<form method="post">{% csrf_token %}{{ form.as_p }}<input type="hidden" name="next" value="{{ next }}">
<button>Log in</button></form>{% endblock %}"""


class _Server(ThreadingMixIn, WSGIServer):
    """Answers each request in a thread."""

    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    """Logs nothing: addresses hold codes."""

    timeout = 10

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is of http.server
        """Nothing."""


def main(port: int = 0) -> None:
    """Starts the provider on this port of the loopback address, a free one for 0, and says when it is ready."""
    server = _Server(("127.0.0.1", port), _Quiet)
    origin = f"http://127.0.0.1:{server.server_port}"
    with tempfile.TemporaryDirectory(prefix="forwhom-demo-") as folder:
        ready = _prepare(origin, folder)
        from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - Django is set up now

        server.set_app(get_wsgi_application())
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(json.dumps(ready), flush=True)  # noqa: T201 - its only output
        sys.stdin.buffer.read()
        server.shutdown()


def _prepare(origin: str, folder: str | Path) -> dict[str, object]:
    """Sets Django up with a database in this folder, and makes the clients and the user."""
    key = jwk.JWK.generate(kty="RSA", size=2048)
    _configure(origin, folder, key)
    import django  # noqa: PLC0415 - it is configured now

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - as above

    call_command("migrate", run_syncdb=True, verbosity=0)
    _route(origin, key)
    return {"origin": origin, "issuer": f"{origin}/o", "user": _USER, **_register()}


def _configure(origin: str, folder: str | Path, key: jwk.JWK) -> None:
    from django.conf import settings  # noqa: PLC0415 - start-up time of what does not need it

    applications = ("contenttypes", "auth", "sessions")
    settings.configure(
        SECRET_KEY=secrets.token_urlsafe(48),
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="forwhom.oidc.demo.addresses",
        USE_TZ=True,
        INSTALLED_APPS=[*(f"django.contrib.{name}" for name in applications), "oauth2_provider"],
        # The tables are made from the models at once: dozens of migrations would take seconds.
        MIGRATION_MODULES=dict.fromkeys((*applications, "oauth2_provider")),
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": f"{folder}/demo.sqlite3",
                "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10},
            }
        },
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        LOGIN_URL="/login",
        PASSWORD_HASHERS=["forwhom.oidc.demo.hasher.QuickHasher"],
        LOGGING_CONFIG=None,
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "context_processors": ["django.template.context_processors.request"],
                    "loaders": [
                        # The toolkit's own base page fetches a style sheet from elsewhere.
                        (
                            "django.template.loaders.locmem.Loader",
                            {"oauth2_provider/base.html": _BASE, "login.html": _LOGIN},
                        ),
                        "django.template.loaders.app_directories.Loader",
                    ],
                },
            }
        ],
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_RSA_PRIVATE_KEY": key.export_to_pem(private_key=True, password=None).decode("ascii"),
            "OIDC_ISS_ENDPOINT": f"{origin}/o",
            "PKCE_REQUIRED": True,
            "ACCESS_TOKEN_EXPIRE_SECONDS": 600,
            "ACCESS_TOKEN_GENERATOR": "forwhom.oidc.demo.access_token.generate",
            # Unset, it would be the generator of access tokens.
            "REFRESH_TOKEN_GENERATOR": "forwhom.oidc.demo.access_token.opaque",
            "ALLOWED_REDIRECT_URI_SCHEMES": ["http"],
            "OAUTH_DEVICE_VERIFICATION_URI": f"{origin}/o/device/",
            "SCOPES": {"openid": "who you are", "read": "read", "write": "write", "introspection": "ask about tokens"},
            "DEFAULT_SCOPES": ["read"],
        },
    )


def _route(origin: str, key: jwk.JWK) -> None:
    from forwhom.oidc.demo import addresses, api  # noqa: PLC0415 - they need Django set up

    public = json.dumps({"keys": [{**key.export_public(as_dict=True), "use": "sig", "alg": "RS256"}]})
    addresses.urlpatterns[:0] = api.patterns(origin, public)


def _register() -> dict[str, object]:
    """The clients and the user, each with a secret of this start."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - Django is set up now
    from oauth2_provider.models import get_application_model  # noqa: PLC0415 - as above

    from forwhom.oidc.demo.shop import CLIENTS  # noqa: PLC0415 - as above

    password = secrets.token_urlsafe(9)
    get_user_model().objects.create_user(_USER, password=password)
    found: dict[str, str] = {}
    for client in CLIENTS:
        secret = secrets.token_urlsafe(24) if client.confidential else ""
        get_application_model().objects.create(
            client_id=client.id,
            client_secret=secret,
            client_type="confidential" if client.confidential else "public",
            authorization_grant_type=client.grant,
            redirect_uris="http://127.0.0.1/callback" if client.grant == "authorization-code" else "",
            algorithm="" if client.confidential else "RS256",
            name=client.name,
        )
        if secret:
            found[client.id] = secret
    return {"password": password, "secrets": found}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
