"""Auth0 on the audience that a client asks for.

Source: public reports that quote responses of Auth0
"""

from __future__ import annotations

from forwhom.finding import Party
from forwhom.verifier import EVERY_SHAPE, Basis, Check, Message, Recipe, Setting, Verifier, alike

UNKNOWN = Message(
    template="Service not found: {expected}",
    sample='{"error":"access_denied","error_description":"Service not found: https://api.example.com"}',
    codes=("resource-not-registered",),
    check=Check.AUDIENCE,
    status=403,
    exception="access_denied",
    note="The tenant has no API with exactly this identifier; a slash makes another one.",
    basis=Basis.REPORTED,
)
NOT_GRANTED = Message(
    template='Client is not authorized to access "{expected}"',
    sample='{"error":"access_denied","error_description":"Client is not authorized to access \\"https://api.example.com\\". You need to create a \\"client-grant\\" associated to this API."}',
    codes=("resource-not-registered",),
    check=Check.AUDIENCE,
    status=403,
    exception="access_denied",
    note="The API exists, and this client may not ask for tokens of it with client credentials.",
    basis=Basis.REPORTED,
)
NOT_ENABLED = Message(
    template="Service not enabled within domain: {expected}",
    sample='{"error":"access_denied","error_description":"Service not enabled within domain: https://api.example.com"}',
    codes=("resource-not-registered",),
    check=Check.AUDIENCE,
    status=403,
    exception="access_denied",
    note="The tenant has no API with exactly this identifier; a slash or a path makes another one.",
    basis=Basis.REPORTED,
)
NOT_AUTHORIZED = Message(
    template='Client "{client}" is not authorized to access resource server "{expected}"',
    sample='{"error":"access_denied","error_description":"Client \\"n3JkLwq8\\" is not authorized to access resource server \\"https://api.example.com\\"."}',
    codes=("resource-not-registered", "audience-not-requested"),
    check=Check.AUDIENCE,
    status=403,
    exception="access_denied",
    note="The API exists, and this client may not ask for tokens of it: the grant is missing.",
    basis=Basis.REPORTED,
)

VERIFIER = Verifier(
    id="auth0-token-endpoint",
    name="Auth0 token endpoint",
    kind="cloud",
    language="",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=("public reports that quote access_denied of Auth0", "panaversity/ksor, pull request 185"),
    aliases=(),
    hints=("auth0.com", "access_denied", "client-grant"),
    messages=(UNKNOWN, NOT_GRANTED, NOT_ENABLED, NOT_AUTHORIZED),
    audience=alike(UNKNOWN),
    order=(Check.AUDIENCE,),
    setting=Setting(name="the identifier of the API", keys=("audience", "identifier")),
    recipe=Recipe(
        text="register an API whose identifier is the audience that clients ask for",
        language="shell",
        code="""\
auth0 apis create --name "API" --identifier $audience
""",
        party=Party.AUTHORIZATION_SERVER,
    ),
    notes=("It decides about the audience that is asked for, not about a token.",),
    inferred=EVERY_SHAPE,
)
