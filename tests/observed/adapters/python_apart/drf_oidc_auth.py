"""Puts trials before drf-oidc-auth, as requests that carry the token; it fetches its keys over HTTP."""

# /// observed
# pypi = ["drf-oidc-auth", "django", "djangorestframework"]
# [reach]
# dates = true
# pair = true
# issuers = "one"  # discovery names it
# fresh = true  # a token of more than ten minutes is refused for its age, here of more than an hour
# needs = ["iat"]  # without one, it is as old as the epoch
# [recipe]
# after = '''
# import django
# from django.conf import settings
# OIDC_AUTH["OIDC_LEEWAY"] = 3600
# OIDC_AUTH["OIDC_RESOLVE_USER_FUNCTION"] = lambda *_: object()
# apps = ["django.contrib.contenttypes", "django.contrib.auth"]
# settings.configure(SECRET_KEY="r" * 32, INSTALLED_APPS=apps, OIDC_AUTH=OIDC_AUTH)
# django.setup()
# from tests.observed.adapters.python_apart.loopback import Keys, redirect_requests
# keys = Keys()
# keys.key, keys.issuer = key, OIDC_AUTH["OIDC_ENDPOINT"]
# redirect_requests(keys)
# from oidc_auth.authentication import JSONWebTokenAuthentication
# from rest_framework.request import Request
# from rest_framework.test import APIRequestFactory
# request = Request(APIRequestFactory().get("/", headers={"authorization": f"JWT {token}"}))
# JSONWebTokenAuthentication().authenticate(request)
# '''
# ///

import django
from django.conf import settings

from tests.observed.adapters.python.serve import Question, Refusal, serve
from tests.observed.adapters.python_apart.loopback import Keys, redirect_requests


def resolve(_request: object, _claims: object) -> object:
    """A user for any token that is accepted."""
    from django.contrib.auth.models import User

    return User(username="user")


settings.configure(
    SECRET_KEY="observed-observed-observed-observed",
    USE_TZ=True,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
    CACHES={"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
    OIDC_AUTH={"OIDC_LEEWAY": 3600, "OIDC_RESOLVE_USER_FUNCTION": resolve},
    LOGGING_CONFIG=None,
)
django.setup()

from django.urls import path  # noqa: E402 - Django is set up before its parts are imported
from oidc_auth.authentication import JSONWebTokenAuthentication  # noqa: E402 - as above
from oidc_auth.settings import DEFAULTS, api_settings  # noqa: E402 - as above
from rest_framework.decorators import api_view, authentication_classes, permission_classes  # noqa: E402 - as above
from rest_framework.permissions import IsAuthenticated  # noqa: E402 - as above
from rest_framework.request import Request  # noqa: E402 - as above
from rest_framework.response import Response  # noqa: E402 - as above
from rest_framework.test import APIClient  # noqa: E402 - as above


@api_view(["GET"])
@authentication_classes([JSONWebTokenAuthentication])
@permission_classes([IsAuthenticated])
def resource(_request: Request) -> Response:
    """A resource that only asks for a token."""
    return Response({})


urlpatterns = [path("", resource)]
client = APIClient()
keys = Keys()
redirect_requests(keys)


def verify(question: Question) -> None:
    """Let drf-oidc-auth decide."""
    assert isinstance(question.issuer, str)
    keys.key, keys.issuer = question.key, question.issuer
    options = {"aud": {"essential": True, "values": question.audiences}}
    api_settings.OIDC_ENDPOINT = question.issuer
    api_settings.OIDC_CLAIMS_OPTIONS = DEFAULTS["OIDC_CLAIMS_OPTIONS"] if question.audiences is None else options
    response = client.get("/", headers={"authorization": f"JWT {question.token}"})
    if response.status_code != 200:
        raise Refusal(response.json()["detail"], response.status_code)


serve(verify)
