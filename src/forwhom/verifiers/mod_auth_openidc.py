"""mod_auth_openidc, the OpenID Connect client module of Apache.

Source: OpenIDC/mod_auth_openidc, src/proto.c and src/proto/id_token.c
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

MISMATCH = Message(
    template='configured client_id ({expected}) did not match the "aud" claim value ({found}) in the id_token',
    sample='[auth_openidc:error] [pid 420] oidc_proto_validate_aud_and_azp: the configured client_id (shop-web) did not match the "aud" claim value (shop-app) in the id_token',
    codes=("aud-other-client", "aud-mismatch"),
)
LIST = Message(
    template='our configured client_id ({expected}) could not be found in the array of values for "aud" claim',
    sample='[auth_openidc:error] [pid 420] oidc_proto_validate_aud_and_azp: our configured client_id (shop-web) could not be found in the array of values for "aud" claim',
    codes=("aud-other-client", "aud-mismatch"),
)


def _decide(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """A list without the client id has a text of its own."""
    found = claims.get("aud")
    return LIST if isinstance(found, list) and not any(value in expectation.values for value in found) else None


VERIFIER = Verifier(
    id="mod-auth-openidc",
    name="mod_auth_openidc",
    kind="gateway",
    language="C",
    versions="2.x, as read",
    basis=Basis.READ,
    sources=("OpenIDC/mod_auth_openidc, src/proto.c (oidc_proto_validate_aud_and_azp), src/proto/id_token.c",),
    aliases=("auth-openidc",),
    hints=("auth_openidc", "mod_auth_openidc", "oidc_proto"),
    messages=(MISMATCH, LIST),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=MISMATCH,
        absent=ACCEPT,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
        decide=_decide,
    ),
    order=(Check.ISSUER, Check.EXPIRY, Check.ISSUED_AT, Check.AUDIENCE, Check.SIGNATURE),
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="OIDCClientID", keys=("OIDCClientID",)),
    recipe=Recipe(
        text="set the client id that the ID Token names",
        language="apache",
        code="""\
OIDCClientID $audience
""",
    ),
    inferred=(
        "absent",
        "unset",
        "unset_blank",
        "unset_malformed",
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "order",
    ),
)
