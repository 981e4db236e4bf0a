"""Puts trials before the gateway service of MCP Context Forge, as tokens of a user for an MCP server."""

# /// observed
# pypi = ["mcp-contextforge-gateway"]
# own = "context-forge"
# [reach]
# dates = true
# issuers = "at most one"
# [recipe]
# configuration = true
# lenient = true
# ///

import asyncio
import json
import logging
import os
import secrets
from datetime import UTC, datetime, timedelta

_SECRETS = ("JWT_SECRET_KEY", "AUTH_ENCRYPTION_SECRET", "BASIC_AUTH_PASSWORD")
_FIRST = ("PLATFORM_ADMIN_PASSWORD", "DEFAULT_USER_PASSWORD")
os.environ.update({name: f"{secrets.token_hex(32)}Aa!" for name in (*_SECRETS, *_FIRST)})
# Secrets of the run need no slow hash.
os.environ.update(DATABASE_URL="sqlite:///:memory:", ARGON2ID_TIME_COST="1", ARGON2ID_MEMORY_COST="8")

from mcpgateway.db import Base, EmailUser, Gateway, OAuthToken, SessionLocal, engine  # noqa: E402 - after its settings
from mcpgateway.services.gateway_service import GatewayConnectionError, GatewayService  # noqa: E402 - as above
from mcpgateway.services.token_storage_service import TokenStorageService  # noqa: E402 - as above

from tests.observed.adapters.python.serve import Question, serve  # noqa: E402 - as above

USER = "user@example.com"
GRANT = {"grant_type": "authorization_code"}


class ForwardedError(ConnectionError):
    """The token would be sent to the MCP server now."""


async def forward(*_: object, **__: object) -> None:
    """Where the connection to the MCP server begins."""
    raise ForwardedError("forwarded")


logging.disable(logging.CRITICAL)
Base.metadata.create_all(engine)
session = SessionLocal()
gateway = Gateway(name="orders", slug="orders", url="https://mcp.example.com/mcp", transport="STREAMABLEHTTP")
gateway.capabilities, gateway.oauth_config = {}, GRANT
session.add_all([EmailUser(email=USER, password_hash="none"), gateway])
session.commit()
identity = gateway.id
service = GatewayService()
service.connect_to_streamablehttp_server = forward
storage = TokenStorageService(session)
loop = asyncio.new_event_loop()


def verify(question: Question) -> None:
    """Let the gateway decide whether the token is sent on."""
    settings = {"resource": question.audience, "issuer": question.issuer}
    told = {name: value for name, value in settings.items() if value is not None}
    gateway.oauth_config = {**GRANT, **(json.loads(question.recipe)["oauth_config"] if question.recipe else told)}
    session.query(OAuthToken).delete()
    token = OAuthToken(gateway_id=identity, user_id="user", app_user_email=USER, token_type="Bearer", scopes=[])
    token.access_token = loop.run_until_complete(storage.encryption.encrypt_secret_async(question.token))
    token.expires_at = datetime.now(UTC) + timedelta(hours=1)
    session.add(token)
    session.commit()
    try:
        loop.run_until_complete(service.fetch_tools_after_oauth(session, identity, USER))
    except GatewayConnectionError as error:
        if not isinstance(error.__context__, ForwardedError):
            raise


serve(verify, GatewayConnectionError)
