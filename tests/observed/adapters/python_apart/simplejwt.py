"""Puts trials before djangorestframework-simplejwt, as requests that carry the token."""

# /// observed
# pypi = ["djangorestframework-simplejwt", "django", "djangorestframework"]
# [reach]
# dates = true
# issuers = "at most one"
# extra = { token_type = "access", jti = "1", user_id = 7 }
# [recipe]
# before = 'PUBLIC_KEY = key'
# after = '''
# import django
# from django.conf import settings
# apps = ["django.contrib.contenttypes", "django.contrib.auth"]
# settings.configure(SECRET_KEY="r" * 32, INSTALLED_APPS=apps, SIMPLE_JWT=SIMPLE_JWT)
# django.setup()
# from rest_framework_simplejwt.tokens import AccessToken
# AccessToken(token)
# '''
# ///

import django
from django.conf import settings

from tests.observed.adapters.python.serve import Question, Refusal, serve

settings.configure(
    SECRET_KEY="observed-observed-observed-observed",
    USE_TZ=True,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
)
django.setup()

from django.urls import path  # noqa: E402 - Django is set up before its parts are imported
from rest_framework.decorators import api_view, authentication_classes  # noqa: E402
from rest_framework.request import Request  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.test import APIClient  # noqa: E402
from rest_framework_simplejwt.authentication import JWTStatelessUserAuthentication  # noqa: E402
from rest_framework_simplejwt.backends import TokenBackend  # noqa: E402
from rest_framework_simplejwt.tokens import AccessToken  # noqa: E402


@api_view(["GET"])
@authentication_classes([JWTStatelessUserAuthentication])
def resource(_request: Request) -> Response:
    """A resource that only asks for a token."""
    return Response({})


urlpatterns = [path("", resource)]
client = APIClient()


def verify(question: Question) -> None:
    """Let SimpleJWT decide."""
    keys = {"signing_key" if question.algorithm == "HS256" else "verifying_key": question.key}
    backend = TokenBackend(
        question.algorithm, **{"signing_key": "", **keys}, audience=question.audience, issuer=question.issuer
    )
    AccessToken._token_backend = backend  # noqa: SLF001 - where the settings would put it
    try:
        response = client.get("/", headers={"authorization": f"Bearer {question.token}"})
    except (TypeError, ValueError, OverflowError) as error:
        # An exp that becomes no date of Python's; Django logs what happened and answers 500.
        raise Refusal(f"{type(error).__name__}: {error}", 500) from error
    if response.status_code != 200:
        messages = response.json().get("messages") or [{"message": response.json()["detail"]}]
        raise Refusal(messages[0]["message"], response.status_code)


serve(verify)
