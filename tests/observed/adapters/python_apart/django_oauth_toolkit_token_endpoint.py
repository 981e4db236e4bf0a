"""Puts trials before the token endpoint of django-oauth-toolkit, as requests for the resources that aud names."""

# /// observed
# pypi = ["django-oauth-toolkit"]
# [reach]
# issuers = "none"  # what is asked for is a token, and none is sent
# [recipe]
# configuration = true
# uri = true
# lenient = true
# ///

from __future__ import annotations

import base64
import json
from datetime import timedelta
from urllib.parse import urlencode

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="observed-observed-observed-observed",
    USE_TZ=True,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="oauth2_provider.urls",
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "oauth2_provider"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    OAUTH2_PROVIDER={"PKCE_REQUIRED": False},
)
django.setup()

from django.contrib.auth.models import User  # noqa: E402 - Django is set up before its parts are imported
from django.core.management import call_command  # noqa: E402 - as above
from django.test import Client  # noqa: E402 - as above
from django.utils import timezone  # noqa: E402 - as above
from oauth2_provider.models import Application, Grant  # noqa: E402 - as above

from tests.observed.adapters.python.serve import Question, Refusal, serve  # noqa: E402 - as above

FORM = "application/x-www-form-urlencoded"
CALLBACK = "https://app.example.com/done"
call_command("migrate", verbosity=0)
user = User.objects.create(username="ada")
application = Application.objects.create(
    name="web",
    client_id="web",
    client_secret="secret",
    hash_client_secret=False,
    client_type=Application.CLIENT_CONFIDENTIAL,
    authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
    redirect_uris=CALLBACK,
)
client = Client()


def asked(token: str) -> list[str]:
    """The texts among the audiences of a token, which are what a client asks for."""
    payload = token.split(".")[1]
    aud = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))).get("aud")
    return [one for one in (aud if isinstance(aud, list) else [aud]) if isinstance(one, str)]


def verify(question: Question) -> None:
    """Let the token endpoint decide about a code of an authorization for the expected resources."""
    recipe = question.recipe
    granted = question.audiences or [] if recipe is None else [recipe.removeprefix("resource=").rstrip("\n")]
    Grant.objects.all().delete()
    Grant.objects.create(
        user=user,
        application=application,
        code="code",
        redirect_uri=CALLBACK,
        scope="read",
        expires=timezone.now() + timedelta(minutes=5),
        resource=granted,
    )
    form = [("grant_type", "authorization_code"), ("code", "code"), ("redirect_uri", CALLBACK)]
    body = urlencode([*form, *(("resource", one) for one in asked(question.token))])
    credentials = base64.b64encode(b"web:secret").decode()
    response = client.post("/token/", body, FORM, headers={"authorization": f"Basic {credentials}"})
    if response.status_code != 200:
        raise Refusal(json.loads(response.content)["error_description"], response.status_code)


serve(verify)
