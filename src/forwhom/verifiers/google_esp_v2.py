"""Google's ESPv2 (Cloud Endpoints, API Gateway), which runs Envoy and wraps Envoy's texts in JSON.

It is the one Envoy product with a default: without audiences it expects `https://` and the service name.

Source: GoogleCloudPlatform/esp-v2, src/go/configgenerator/filtergen/jwt_authn.go.
"""

from __future__ import annotations

from forwhom.record import replace
from forwhom.verifier import COMPARE, Basis, Message, Recipe, Setting, Verifier
from forwhom.verifiers.envoy_jwt_authn import AUDIENCE, FAILURES, MESSAGES, ORDER, SPECIAL

MISMATCH = Message(
    template='{"code":403,"message":"Audiences in Jwt are not allowed"}',
    sample="""\
HTTP/2 403
content-type: application/json

{"code":403,"message":"Audiences in Jwt are not allowed"}""",
    codes=("aud-mismatch", "aud-missing"),
    status=403,
    where="response body",
    note="Over gRPC the same JSON stands in the message of a PermissionDenied status.",
)
FIRST_GENERATION = Message(
    template="JWT validation failed: Audience not allowed",
    sample='{"code": 7, "message": "JWT validation failed: Audience not allowed", "details": []}',
    codes=("aud-mismatch", "aud-missing"),
    status=403,
    versions="ESP, the first generation",
    where="response body",
    basis=Basis.REPORTED,
)
FRAMEWORK = Message(
    template="Audiences not allowed",
    sample="com.google.api.control.UnauthenticatedException: Audiences not allowed",
    codes=("aud-mismatch", "aud-missing"),
    status=401,
    exception="UnauthenticatedException",
    versions="Endpoints Frameworks for Java",
    where="log",
    basis=Basis.REPORTED,
)

VERIFIER = Verifier(
    id="google-esp-v2",
    name="Google Cloud Endpoints ESPv2",
    kind="cloud",
    language="Go",
    versions="not recorded",
    builds_on="envoy-jwt-authn",
    basis=Basis.READ,
    sources=(
        "GoogleCloudPlatform/esp-v2, src/go/configgenerator/filtergen/jwt_authn.go",
        "GoogleCloudPlatform/esp-v2, src/go/configmanager/flags/flags.go",
        "GoogleCloudPlatform/esp-v2, tests/integration_test/grpc_integration_test/grpc_integration_test.go",
    ),
    aliases=("google-esp", "google-endpoints"),
    hints=("espv2", "esp-v2", "x-google-audiences", "endpoints", "cloud.goog"),
    messages=(MISMATCH, FIRST_GENERATION, FRAMEWORK, *MESSAGES),
    audience=replace(
        AUDIENCE,
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        absent=MISMATCH,
        empty_array=MISMATCH,
        empty_string=COMPARE,
    ),
    order=ORDER,
    failures=FAILURES,
    special=SPECIAL,
    setting=Setting(
        name="x-google-audiences of the security definition",
        keys=("x-google-audiences", "audiences", "authentication.providers"),
    ),
    switch="--disable_jwt_audience_service_name_check, with no audiences configured",
    recipe=Recipe(
        text="list the expected audiences, separated by commas, in x-google-audiences of the security definition",
        language="yaml",
        code="""\
securityDefinitions:
  corp_idp:
    type: oauth2
    flow: implicit
    authorizationUrl: ""
    x-google-issuer: $issuer
    x-google-jwks_uri: https://idp.example/jwks.json
    x-google-audiences: $audience
""",
    ),
    reveal="the response code details in the log of the proxy name the failed check: jwt_authn_access_denied",
    notes=(
        (
            "The comparison and the order of the checks are Envoy's: one scheme and one trailing slash are removed on both "
            "sides. Its other texts stand in the same JSON."
        ),
        "Without audiences only https:// followed by the service name is accepted.",
        "authentication.rules[].requirements[].audiences is deprecated and replaces the provider's list.",
    ),
)
