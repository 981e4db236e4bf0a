"""Puts trials before fastapi-azure-auth, as requests to an application of FastAPI; Entra's metadata come over HTTP."""

# /// observed
# pypi = ["fastapi-azure-auth", "httpx2"]
# [reach]
# dates = true
# pair = true
# issuers = "one"  # the metadata name it
# needs = ["nbf"]  # the recipe's token has to have one
# extra = { ver = "2.0" }
# [recipe]
# before = '''
# from tests.observed.adapters.python_apart.loopback import Keys, redirect_httpx
# keys = Keys()
# keys.key, keys.issuer = key, "https://login.example.com/"
# redirect_httpx(keys, "httpx2")
# '''
# after = '''
# import logging
# from fastapi import FastAPI, Security
# from fastapi.testclient import TestClient
# app = FastAPI()
# @app.get("/", dependencies=[Security(azure_scheme)])
# def resource(): return {}
# logging.basicConfig(level=logging.INFO)
# if TestClient(app).get("/", headers={"Authorization": f"Bearer {token}"}).status_code != 200: sys.exit(1)
# '''
# ///

import logging

from fastapi import FastAPI, Security
from fastapi.testclient import TestClient
from fastapi_azure_auth import SingleTenantAzureAuthorizationCodeBearer

from tests.observed.adapters.python.serve import Question, Refusal, serve
from tests.observed.adapters.python_apart.loopback import Keys, redirect_httpx

TENANT = "11111111-2222-3333-4444-555555555555"


class Log(logging.Handler):
    """Keeps the texts of one request."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the text of this record; those on the metadata are none of a refusal."""
        if record.funcName == "__call__":
            self.texts.append(record.getMessage())


keys = Keys()
redirect_httpx(keys, "httpx2")
scheme = SingleTenantAzureAuthorizationCodeBearer(app_client_id="", tenant_id=TENANT)
app = FastAPI()
log = Log()
logger = logging.getLogger("fastapi_azure_auth")
logger.addHandler(log)
logger.setLevel(logging.INFO)


@app.get("/", dependencies=[Security(scheme)])
def resource() -> dict[str, str]:
    """A resource that only asks for a token."""
    return {}


client = TestClient(app)


def verify(question: Question) -> None:
    """Let the bearer scheme decide."""
    assert isinstance(question.issuer, str)
    if question.issuer != keys.issuer:
        scheme.openid_config._config_timestamp = None  # noqa: SLF001 - the metadata are fetched anew
    keys.key, keys.issuer = question.key, question.issuer
    scheme.app_client_id = question.audience
    log.texts.clear()
    response = client.get("/", headers={"Authorization": f"Bearer {question.token}"})
    if response.status_code != 200:
        raise Refusal("\n".join(log.texts), response.status_code)


serve(verify)
