"""Puts trials before Litestar's JWTAuth, as requests that carry the token."""

# /// observed
# pypi = ["litestar"]
# [reach]
# dates = true
# needs = ["iat"]  # the recipe's token has to have one
# [recipe]
# before = '''
# PUBLIC_KEY = key
# async def retrieve_user(*_): return "user"
# '''
# after = '''
# from litestar import Litestar, get
# from litestar.testing import TestClient
# @get("/")
# async def resource() -> None: ...
# app = Litestar([resource], on_app_init=[jwt_auth.on_app_init], openapi_config=None)
# with TestClient(app) as client:
#     response = client.get("/", headers={"Authorization": f"Bearer {token}"})
# if response.status_code != 200: sys.exit(response.json()["detail"])
# '''
# ///

from functools import cache

from litestar import Litestar, get
from litestar.security.jwt import JWTAuth
from litestar.testing import TestClient

from tests.observed.adapters.python.serve import Question, Refusal, serve


@get("/")
async def resource() -> None:
    """A resource that only asks for a token."""


async def retrieve_user(*_: object) -> str:
    """A user for any token that is accepted."""
    return "user"


@cache
def client(
    key: str, algorithm: str, audiences: tuple[str, ...] | None, issuers: tuple[str, ...] | None
) -> TestClient[Litestar]:
    """A client of an application with these settings."""
    auth = JWTAuth(
        token_secret=key,
        algorithm=algorithm,
        retrieve_user_handler=retrieve_user,
        accepted_audiences=audiences if audiences is None else list(audiences),
        accepted_issuers=issuers if issuers is None else list(issuers),
    )
    return TestClient(Litestar([resource], on_app_init=[auth.on_app_init], openapi_config=None))


def verify(question: Question) -> None:
    """Let Litestar decide."""
    audiences, issuers = (
        None if values is None else tuple(values) for values in (question.audiences, question.issuers)
    )
    response = client(question.key, question.algorithm, audiences, issuers).get(
        "/", headers={"Authorization": f"Bearer {question.token}"}
    )
    if response.status_code != 200:
        raise Refusal(response.json()["detail"], response.status_code)


serve(verify)
