"""Sign in with Apple: the ID Token names the app's bundle id or the web's Services ID.

Source: https://developer.apple.com/documentation/signinwithapplerestapi/generate_and_validate_tokens
"""

from __future__ import annotations

from forwhom.finding import Fix, Party
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="apple",
    name="Sign in with Apple",
    aliases=("sign-in-with-apple", "appleid"),
    issuer_pattern=r"https://appleid\.apple\.com",
    issuer_examples=("https://appleid.apple.com",),
    marks={"nonce_supported": "", "is_private_email": ""},
    traits={"email": r".+@privaterelay\.appleid\.com", "real_user_status": "", "c_hash": "", "at_hash": ""},
    tokens=(
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id: the bundle id of a native app, or the Services ID on the web.",
            example={
                "iss": "https://appleid.apple.com",
                "aud": "com.acme.shop",
                "exp": 1760086400,
                "iat": 1760000000,
                "sub": "001234.abcdef0123456789abcdef0123456789.1234",
                "c_hash": "Xk3v0b8Y6m1QwErTyUiOpA",
                "email": "x1y2z3@privaterelay.appleid.com",
                "email_verified": "true",
                "is_private_email": "true",
                "auth_time": 1760000000,
                "nonce_supported": True,
            },
        ),
    ),
    mistakes=(
        Mistake(
            code="aud-other-client",
            text="the native app signs in with its bundle id while the backend expects the Services ID, or the reverse",
        ),
        Mistake(code="aud-case-differs", text="the bundle id was written in another letter case"),
        Mistake(
            code="aud-mismatch",
            text="the client secret, a JWT signed by the developer, needs https://appleid.apple.com as aud and not the token endpoint",
        ),
        Mistake(code="iss-mismatch", text="iss of the client secret has to be the team id, sub the client id"),
        Mistake(
            code="aud-other-environment",
            text="the development build has another bundle id than the one that is configured",
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "sign in with the client id that the backend expects; a native app always uses its bundle id, the web a Services ID",
        ),
        Fix(
            Party.RESOURCE_SERVER,
            "list the bundle id of the app and the Services ID of the web when both belong to this product",
        ),
    ),
    notes=("Access tokens of Apple are opaque. Some booleans are written as strings.",),
    basis=Basis.REPORTED,
    sources=(
        "https://developer.apple.com/documentation/signinwithapplerestapi/generate_and_validate_tokens",
        "https://fluffy.es/how-to-solve-invalid_client-error-in-sign-in-with-apple",
        "https://dev-kelly.notion.site/12029858806780a19dc8fa503ab66261",
    ),
    inferred=(
        "/mistakes/1",
        "/mistakes/4",
    ),
)
