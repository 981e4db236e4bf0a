"""HashiCorp Vault's jwt auth method with role_type=oidc, the login in the browser.

Beside bound_audiences the client ID counts: it has to be in aud or in azp.

Source: hashicorp/cap, oidc/provider.go; hashicorp/vault-plugin-auth-jwt, path_oidc.go
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier
from forwhom.verifiers import go_oidc_v3

MISMATCH = Message(
    template="invalid id_token audiences: verifyAudiences: invalid id_token audiences: invalid audience",
    sample='Vault login failed. Error exchanging oidc code: "Provider.Exchange: id_token failed verification: Provider.VerifyIDToken: invalid id_token audiences: verifyAudiences: invalid id_token audiences: invalid audience".',
    codes=(
        "aud-mismatch",
        "aud-is-client-id",
    ),
    status=400,
)
SEVERAL = Message(
    template="invalid id_token: multiple audiences ({found}) and one of them is not equal client_id ({expected}): invalid audience",
    sample='Vault login failed. Error exchanging oidc code: "Provider.Exchange: id_token failed verification: Provider.VerifyIDToken: invalid id_token: multiple audiences ([orders-web account]) and one of them is not equal client_id (vault-web): invalid audience".',
    codes=(
        "aud-other-client",
        "aud-mismatch",
    ),
    status=400,
    found_as=Listing.GO_PLAIN,
)
MISSING = Message(
    template="invalid id_token: aud: missing required claim",
    sample='Vault login failed. Error exchanging oidc code: "Provider.Exchange: id_token failed verification: Provider.VerifyIDToken: invalid id_token: aud: missing required claim".',
    codes=("aud-missing",),
    status=400,
)
PARTY = Message(
    template="invalid id_token: authorized party ({found_party}) is not equal client_id ({expected}): invalid authorized party (azp)",
    sample='Vault login failed. Error exchanging oidc code: "Provider.Exchange: id_token failed verification: Provider.VerifyIDToken: invalid id_token: authorized party (orders-web) is not equal client_id (vault-web): invalid authorized party (azp)".',
    codes=(
        "aud-other-client",
        "aud-is-client-id",
    ),
    check=Check.OTHER,
    status=400,
    note="azp is held against the client ID when aud is not that client ID.",
)

WRONG_TYPE = Message(
    template="invalid id_token: oidc: failed to unmarshal claims: {detail}",
    sample='Vault login failed. Error exchanging oidc code: "Provider.Exchange: id_token failed verification: Provider.VerifyIDToken: invalid id_token: oidc: failed to unmarshal claims: json: cannot unmarshal number into Go value of type []string".',
    codes=("aud-wrong-type", "token-malformed"),
    status=400,
)


def _within(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """To go-oidc null in an array is an empty string, and its other members count."""
    found = go_oidc_v3.members(claims)
    return ACCEPT if found and any(value in found for value in expectation.values) else None


VERIFIER = Verifier(
    id="vault-oidc",
    name="HashiCorp Vault OIDC login",
    kind="infrastructure",
    language="Go",
    versions="not recorded",
    basis=Basis.READ,
    sources=(
        "hashicorp/vault-plugin-auth-jwt, path_oidc.go",
        "hashicorp/cap, oidc/provider.go, oidc/error.go",
    ),
    hints=(
        "vault",
        "oidc_client_id",
        "provider.verifyidtoken",
        "auth/oidc",
    ),
    messages=(
        MISMATCH,
        SEVERAL,
        MISSING,
        PARTY,
        WRONG_TYPE,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISSING,
        unset_malformed=WRONG_TYPE,
        absent=MISSING,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISSING,
        number=WRONG_TYPE,
        other=WRONG_TYPE,
        mixed=WRONG_TYPE,
        decide=_within,
    ),
    order=(Check.ISSUER, Check.EXPIRY, Check.SIGNATURE, Check.ISSUED_AT, Check.SUBJECT, Check.AUDIENCE, Check.OTHER),
    failures={
        Check.OTHER: PARTY,
    },
    setting=Setting(
        name="bound_audiences of the role and oidc_client_id of the mount",
        keys=(
            "bound_audiences",
            "oidc_client_id",
        ),
    ),
    recipe=Recipe(
        text="bind the audience to the role",
        language="shell",
        code="""\
vault write auth/oidc/role/staff \\
  role_type=oidc \\
  user_claim=sub \\
  allowed_redirect_uris=https://vault.corp.example/ui/vault/auth/oidc/oidc/callback \\
  bound_audiences=$audience
""",
    ),
    reveal="verbose_oidc_logging of the role with the log at level debug, while testing: it shows the claims",
    notes=("Without bound_audiences a token is accepted when aud or azp is the client ID.",),
    inferred=("empty_array",),
)
