"""user_oidc, the OpenID Connect login of Nextcloud.

Source: nextcloud/user_oidc, lib/Controller/LoginController.php, pull request 864
"""

from __future__ import annotations

from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    AudienceRules,
    Basis,
    Check,
    Limit,
    Message,
    Recipe,
    Seen,
    Setting,
    Verifier,
)

MISMATCH = Message(
    template="This token is not for us",
    sample='{"reqId":"x1","level":0,"app":"user_oidc","message":"This token is not for us"}',
    codes=("aud-other-client", "aud-mismatch"),
    status=403,
    where="nextcloud.log at level debug",
)
SHOWN = Message(
    template="The audience does not match ours",
    sample="<p>The audience does not match ours</p>",
    codes=("aud-other-client", "aud-mismatch"),
    status=403,
    where="page shown to the user",
)
PARTY = Message(
    template="This token is not for us, authorized party (azp) is different than the client ID",
    sample='{"app":"user_oidc","message":"This token is not for us, authorized party (azp) is different than the client ID"}',
    codes=("aud-other-client", "aud-mismatch"),
    check=Check.OTHER,
    status=403,
    where="nextcloud.log at level debug",
)

VERIFIER = Verifier(
    id="nextcloud-user-oidc",
    name="Nextcloud user_oidc",
    kind="infrastructure",
    language="PHP",
    versions="as read, version not recorded",
    basis=Basis.READ,
    sources=("nextcloud/user_oidc, lib/Controller/LoginController.php, pull request 864, issue 918",),
    aliases=("user-oidc",),
    hints=("user_oidc", "nextcloud", "authorized party"),
    messages=(MISMATCH, SHOWN, PARTY),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=ACCEPT,
        null=ACCEPT,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=ACCEPT,
        other=ACCEPT,
        mixed=COMPARE,
    ),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.ISSUER, Check.AUDIENCE, Check.OTHER),
    failures={Check.OTHER: PARTY},
    setting=Setting(
        name="client id of the provider in the settings of user_oidc", keys=("clientid", "client_id", "client-id")
    ),
    recipe=Recipe(
        text="register the client id that the tokens are issued for",
        language="shell",
        code="""\
occ user_oidc:provider keycloak --clientid=$audience --discoveryuri=$issuer/.well-known/openid-configuration
""",
    ),
    limits=(
        Limit(
            text="A login whose ID Token has no aud, or one that is neither a string nor an array, passes.",
            seen=Seen.ACCEPTED,
            symptom="aud-missing",
            source="nextcloud/user_oidc, lib/Controller/LoginController.php",
        ),
    ),
    notes=(
        "A bearer token of an API call has to name the client id of Nextcloud in aud, and its azp has to be that client too unless the setting for it is off.",
    ),
)
