"""cognitojwt, a Python package for tokens of Amazon Cognito, and the sample of AWS that it follows.

Source: PyPI cognitojwt, token_utils.py
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Token was not issued for this client id audience",
    sample="cognitojwt.exceptions.CognitoJWTException: Token was not issued for this client id audience",
    codes=("aud-other-client", "id-token-as-access-token", "aud-mismatch"),
    exception="cognitojwt.exceptions.CognitoJWTException",
    note="An ID Token is held by its aud, an access token by its client_id.",
)

VERIFIER = Verifier(
    id="cognitojwt",
    name="cognitojwt",
    kind="library",
    language="Python",
    versions="as read, version not recorded",
    basis=Basis.READ,
    sources=("cognitojwt, token_utils.py, as copied in public repositories",),
    hints=("cognitojwt", "cognito"),
    messages=(MISMATCH,),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
    ),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.AUDIENCE),
    providers=("cognito",),
    setting=Setting(name="app_client_id", keys=("app_client_id",)),
    recipe=Recipe(
        text="give the id of the app client",
        language="python",
        code="""\
claims = cognitojwt.decode(token, region, userpool_id, app_client_id=$audience)
""",
    ),
    inferred=("absent", "null", "empty_string", "empty_array", "number", "other", "mixed", "order", "unset_malformed"),
)
