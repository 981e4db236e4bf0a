"""python-keycloak's decode_token: jwcrypto does the work, and no audience is looked at unless check_claims names one.

Until version 3.3 python-jose did the work, whose `Invalid audience` met everybody who did not expect `account`.

Source: marcospereirampj/python-keycloak, src/keycloak/keycloak_openid.py
"""

from __future__ import annotations

from forwhom.record import replace
from forwhom.verifier import Basis, Check, Limit, Message, Recipe, Seen, Setting
from forwhom.verifiers import jwcrypto

SIGNATURE = Message(
    template="Missing Key",
    sample="jwcrypto.jwt.JWTMissingKey: Missing Key",
    codes=("key-not-found", "signature-invalid", "iss-mismatch"),
    check=Check.SIGNATURE,
    exception="jwcrypto.jwt.JWTMissingKey",
    common=True,
    note="No key of the realm verifies the signature: that of another realm or server, or a changed token.",
)
MISMATCH_OLD = Message(
    template="Invalid audience",
    sample="""\
  File "keycloak/keycloak_openid.py", line 537, in decode_token
    return jwt.decode(token, key, algorithms=algorithms, audience=self.client_id, **kwargs)
jose.exceptions.JWTClaimsError: Invalid audience""",
    codes=("aud-provider-default", "aud-mismatch", "aud-other-client"),
    exception="jose.exceptions.JWTClaimsError",
    common=True,
    versions="until 3.3",
    basis=Basis.READ,
    note="The client id was expected; an access token of Keycloak is for account unless a mapper adds another audience.",
)

VERIFIER = replace(
    jwcrypto.VERIFIER,
    id="python-keycloak",
    name="python-keycloak",
    versions="7.1.1",
    basis=Basis.OBSERVED,
    sources=(
        "python-keycloak 7.1.1 with jwcrypto, run with keys served on the loopback interface",
        "marcospereirampj/python-keycloak, src/keycloak/keycloak_openid.py at 2.16.6, 3.3.0, 3.9.1 and 7.1.1",
    ),
    builds_on="jwcrypto",
    hints=("python-keycloak", "KeycloakOpenID", "keycloak_openid.py", "decode_token"),
    messages=(*(one for one in jwcrypto.VERIFIER.messages if one is not jwcrypto.SIGNATURE), SIGNATURE, MISMATCH_OLD),
    failures={**jwcrypto.VERIFIER.failures, Check.SIGNATURE: SIGNATURE},
    providers=("keycloak",),
    setting=Setting(name="aud in check_claims of decode_token", keys=("check_claims", "aud", "audience")),
    switch="leaving aud out of check_claims, which is the default",
    recipe=Recipe(
        text="name the expected audience in check_claims, and exp beside it; let a mapper of Keycloak add that audience",
        language="python",
        code="""\
from keycloak import KeycloakOpenID

keycloak = KeycloakOpenID(server_url="https://sso.example.com/", realm_name="corp", client_id="orders")
checks = {"aud": [$audiences], "iss": $issuer, "exp": None}
claims = keycloak.decode_token(token, check_claims=checks)
""",
    ),
    limits=(
        Limit(
            text="Without check_claims, which is the default since python-jose is gone, any audience and issuer passes.",
            seen=Seen.ACCEPTED,
            versions="from 3.9",
            symptom="audience-not-configured",
            source="python-keycloak 7.1.1, run",
        ),
        *jwcrypto.VERIFIER.limits,
    ),
    notes=(
        *jwcrypto.VERIFIER.notes,
        "client_id of KeycloakOpenID is no expected audience any more.",
    ),
)
