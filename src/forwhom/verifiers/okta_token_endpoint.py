"""Okta on the scopes that a client asks for, which stand for its APIs.

Source: public reports that quote responses of Okta
"""

from __future__ import annotations

from forwhom.finding import Party
from forwhom.verifier import EVERY_SHAPE, Basis, Check, Message, Recipe, Setting, Verifier, alike

UNKNOWN = Message(
    template="One or more scopes are not configured for the authorization server resource",
    sample='{"error":"invalid_scope","error_description":"One or more scopes are not configured for the authorization server resource."}',
    codes=("resource-not-registered",),
    check=Check.AUDIENCE,
    status=400,
    exception="invalid_scope",
    note="The authorization server of this issuer does not know the scope: it may belong to another of the organisation.",
    basis=Basis.REPORTED,
)
CUSTOM = Message(
    template="Custom scopes are not allowed for this request",
    sample='{"error":"invalid_scope","error_description":"Custom scopes are not allowed for this request."}',
    codes=("resource-not-registered", "aud-other-resource"),
    check=Check.AUDIENCE,
    status=400,
    exception="invalid_scope",
    note="The authorization server of the organisation itself has no scopes of APIs; a custom one has.",
    basis=Basis.REPORTED,
)

VERIFIER = Verifier(
    id="okta-token-endpoint",
    name="Okta token endpoint",
    kind="cloud",
    language="",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=("public reports that quote invalid_scope of Okta",),
    aliases=(),
    hints=("okta", "invalid_scope"),
    messages=(UNKNOWN, CUSTOM),
    audience=alike(UNKNOWN),
    order=(Check.AUDIENCE,),
    setting=Setting(name="the scopes of the authorization server", keys=("scope", "scopes")),
    recipe=Recipe(
        text="add the scope to the authorization server whose audience the API expects",
        language="text",
        code="""\
Security > API > Authorization Servers > the one with the audience $audience > Scopes > Add Scope
""",
        party=Party.AUTHORIZATION_SERVER,
    ),
    notes=("An Okta authorization server has one audience, so that its scopes choose it.",),
    inferred=EVERY_SHAPE,
)
