"""An application of Django REST Framework with django-auth-adfs, and Entra's metadata on the loopback interface."""

from __future__ import annotations

import logging

from tests.observed.adapters.python_apart.loopback import Keys, redirect_requests

_TENANT = "11111111-2222-3333-4444-555555555555"
_IDS = {"TENANT_ID": _TENANT, "CLIENT_ID": "orders", "RELYING_PARTY_ID": "orders", "USERNAME_CLAIM": "upn"}

import django  # noqa: E402 - it is set up before its parts are imported
from django.conf import settings  # noqa: E402 - as above

settings.configure(
    SECRET_KEY="observed-observed-observed-observed",
    USE_TZ=True,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django_auth_adfs"],
    AUTHENTICATION_BACKENDS=["django_auth_adfs.backend.AdfsAccessTokenBackend"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    AUTH_ADFS={**_IDS, "AUDIENCE": "orders"},
)
django.setup()

from django.core.exceptions import ImproperlyConfigured  # noqa: E402 - as above
from django.core.management import call_command  # noqa: E402 - as above
from django.urls import path  # noqa: E402 - as above
from django_auth_adfs.config import Settings  # noqa: E402 - as above
from django_auth_adfs.config import settings as adfs_settings  # noqa: E402 - as above
from django_auth_adfs.rest_framework import AdfsAccessTokenAuthentication  # noqa: E402 - as above
from rest_framework.decorators import api_view, authentication_classes, permission_classes  # noqa: E402 - as above
from rest_framework.permissions import IsAuthenticated  # noqa: E402 - as above
from rest_framework.request import Request  # noqa: E402 - as above
from rest_framework.response import Response  # noqa: E402 - as above
from rest_framework.test import APIClient  # noqa: E402 - as above


class _Log(logging.Handler):
    """Keeps the texts of one request."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the text of this record."""
        self.texts.append(record.getMessage())


@api_view(["GET"])
@authentication_classes([AdfsAccessTokenAuthentication])
@permission_classes([IsAuthenticated])
def _resource(_request: Request) -> Response:
    return Response({})


urlpatterns = [path("", _resource)]
call_command("migrate", verbosity=0)
_client = APIClient()
_keys = Keys(certified=True)
_keys.issuer = f"https://sts.windows.net/{_TENANT}/"
redirect_requests(_keys)
_log = _Log()
_logger = logging.getLogger("django_auth_adfs")
_logger.addHandler(_log)
_logger.setLevel(logging.INFO)


def asked(configuration: dict[str, object], token: str, key: str) -> tuple[int, str]:
    """The status of the response to a request with this token, and the log; status 0 when Django does not start."""
    _keys.key = key
    settings.AUTH_ADFS = dict(configuration)
    try:
        vars(adfs_settings).update(vars(Settings()))
    except ImproperlyConfigured as error:
        return 0, str(error)
    _log.texts.clear()
    response = _client.get("/", headers={"authorization": f"Bearer {token}"})
    return response.status_code, "\n".join(_log.texts)
