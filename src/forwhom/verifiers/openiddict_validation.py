"""OpenIddict's validation handler, in the resource server.

Source: openiddict/openiddict-core, src/OpenIddict.Validation/OpenIddictValidationHandlers.cs, issues 1208 and 1440
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="The specified token cannot be used with this resource server.",
    sample='www-authenticate: Bearer error="invalid_token", error_description="The specified token cannot be used with this resource server.", error_uri="https://documentation.openiddict.com/errors/ID2094"',
    codes=("aud-mismatch",),
    status=401,
)
MISSING = Message(
    template="The specified token doesn't contain any audience.",
    sample='www-authenticate: Bearer error="invalid_token", error_description="The specified token doesn\'t contain any audience.", error_uri="https://documentation.openiddict.com/errors/ID2093"',
    codes=("aud-missing",),
    status=401,
)
MISMATCH_3 = Message(
    template="The specified access token cannot be used with this resource server.",
    sample='WWW-Authenticate: Bearer error="invalid_token", error_description="The specified access token cannot be used with this resource server."',
    codes=("aud-mismatch",),
    status=401,
    versions="before 3.0",
)
MISSING_3 = Message(
    template="The specified access token doesn't contain any audience.",
    sample='WWW-Authenticate: Bearer error="invalid_token", error_description="The specified access token doesn\'t contain any audience."',
    codes=("aud-missing",),
    status=401,
    versions="before 3.0",
)
ISSUER = Message(
    template="The issuer associated to the specified token is not valid.",
    sample='www-authenticate: Bearer error="invalid_token", error_description="The issuer associated to the specified token is not valid.", error_uri="https://documentation.openiddict.com/errors/ID2088"',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=401,
)
KIND = Message(
    template="The specified token is not of the expected type.",
    sample='www-authenticate: Bearer error="invalid_token", error_description="The specified token is not of the expected type.", error_uri="https://documentation.openiddict.com/errors/ID2089"',
    codes=("id-token-as-access-token",),
    check=Check.TYPE,
    status=401,
)
KEY = Message(
    template="The signing key associated to the specified token was not found.",
    sample='www-authenticate: Bearer error="invalid_token", error_description="The signing key associated to the specified token was not found.", error_uri="https://documentation.openiddict.com/errors/ID2090"',
    codes=("key-not-found",),
    check=Check.KEY,
    status=401,
)
SIGNATURE = Message(
    template="The signature associated to the specified token is not valid.",
    sample='www-authenticate: Bearer error="invalid_token", error_description="The signature associated to the specified token is not valid.", error_uri="https://documentation.openiddict.com/errors/ID2091"',
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    status=401,
)
EXPIRED = Message(
    template="The specified token is no longer valid.",
    sample='www-authenticate: Bearer error="invalid_token", error_description="The specified token is no longer valid.", error_uri="https://documentation.openiddict.com/errors/ID2019"',
    codes=("token-expired",),
    check=Check.EXPIRY,
    status=401,
)
INTROSPECTION = Message(
    template="the access token was issued to a different client or for another resource server",
    sample="""\
warn: OpenIddict.Server.OpenIddictServerDispatcher[0]
      The introspection request was rejected because the access token was issued to a different client or for another resource server.""",
    codes=("aud-mismatch", "aud-other-client"),
    where="log of the server, at the introspection endpoint",
    basis=Basis.REPORTED,
    note="The id of the client that asks has to be among the audiences of the token.",
)

VERIFIER = Verifier(
    id="openiddict-validation",
    name="OpenIddict validation",
    kind="framework",
    language="C#",
    versions="2 to 5, as read",
    basis=Basis.READ,
    sources=(
        "openiddict/openiddict-core, src/OpenIddict.Validation/OpenIddictValidationHandlers.cs, issues 1208 and 1440",
        "openiddict/openiddict-core, OpenIddictValidationHandlers.Protection.cs and OpenIddictResources.resx",
    ),
    aliases=("openiddict",),
    hints=("openiddict", "id2093", "id2094"),
    messages=(MISMATCH, MISSING, MISMATCH_3, MISSING_3, ISSUER, KIND, KEY, SIGNATURE, EXPIRED, INTROSPECTION),
    audience=alike(MISMATCH, unset=ACCEPT, absent=MISSING, null=MISSING, empty_array=MISSING),
    order=(Check.STRUCTURE, Check.KEY, Check.SIGNATURE, Check.ISSUER, Check.TYPE, Check.EXPIRY, Check.AUDIENCE),
    failures={
        Check.KEY: KEY,
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUER: ISSUER,
        Check.TYPE: KIND,
        Check.EXPIRY: EXPIRED,
    },
    setting=Setting(name="AddAudiences of the validation options", keys=("AddAudiences", "Audiences")),
    recipe=Recipe(
        text="add the audience of this resource server",
        language="csharp",
        code="""\
services.AddOpenIddict()
    .AddValidation(options =>
    {
        options.SetIssuer($issuer);
        options.AddAudiences($audiences);
        options.UseSystemNetHttp();
        options.UseAspNetCore();
    });
""",
    ),
    reveal="the log of OpenIddict.Validation at level Information",
    notes=(
        "Without AddAudiences no audience is asked for.",
        "The server puts an audience into an access token when SetResources is called on the principal.",
    ),
    inferred=("null", "empty_string", "empty_array", "number", "other", "mixed"),
)
