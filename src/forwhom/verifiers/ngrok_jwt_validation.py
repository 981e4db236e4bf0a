"""ngrok's jwt-validation action, whose allow list of audiences may not be empty.

Source: ngrok documentation, jwt-validation and the list of errors
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, EVERY_SHAPE, REFUSE, Basis, Check, Message, Recipe, Setting, Verifier, alike

NOT_CONFIGURED = Message(
    template="The JWT Validation configuration must have at least one audience in the allow list.",
    sample="ERR_NGROK_7174: The JWT Validation configuration must have at least one audience in the allow list.",
    codes=("audience-not-configured",),
    check=Check.CONFIGURATION,
    where="when the policy is set",
    note="The policy was refused; no token was looked at.",
)
SETTING_INVALID = Message(
    template="The JWT Validation audience is invalid: {detail}",
    sample="ERR_NGROK_7175: The JWT Validation audience is invalid: must not be empty.",
    codes=("audience-setting-unresolved",),
    check=Check.CONFIGURATION,
    where="when the policy is set",
    note="The value in the policy is meant, not the audience of a token.",
)
SETTING_TWICE = Message(
    template="The JWT Validation audience {expected} must be unique.",
    sample="ERR_NGROK_7188: The JWT Validation audience orders-api must be unique. Make sure to include it only once in the allow list.",
    codes=("audience-setting-unresolved",),
    check=Check.CONFIGURATION,
    where="when the policy is set",
)

VERIFIER = Verifier(
    id="ngrok-jwt-validation",
    name="ngrok jwt-validation",
    kind="gateway",
    versions="as documented, date not recorded",
    basis=Basis.DOCUMENTED,
    sources=(
        "ngrok documentation, traffic policy, jwt-validation",
        "ngrok documentation, errors ERR_NGROK_7174, 7175 and 7188",
    ),
    aliases=("ngrok",),
    hints=("ngrok", "err_ngrok", "jwt-validation", "allow_list"),
    messages=(NOT_CONFIGURED, SETTING_INVALID, SETTING_TWICE),
    audience=alike(REFUSE, unset=ACCEPT),
    order=(Check.STRUCTURE, Check.SIGNATURE, Check.ISSUER, Check.EXPIRY, Check.AUDIENCE),
    failures={
        Check.STRUCTURE: REFUSE,
        Check.SIGNATURE: REFUSE,
        Check.ISSUER: REFUSE,
        Check.EXPIRY: REFUSE,
    },
    setting=Setting(name="audience.allow_list of the action", keys=("audience.allow_list", "allow_list")),
    switch="no audience object in the action",
    recipe=Recipe(
        text="list the audience in the allow list of the action",
        language="yaml",
        code="""\
on_http_request:
- actions:
  - type: jwt-validation
    config:
      issuer: {allow_list: [{value: $issuer}]}
      audience: {allow_list: [{value: $audience}]}
      http: {tokens: [{type: jwt, method: header, name: Authorization, prefix: "Bearer "}]}
      jws:
        allowed_algorithms: [RS256]
        keys: {sources: {additional_jkus: [https://idp.example/jwks.json]}}
""",
    ),
    reveal="the traffic inspector of the endpoint, and actions.ngrok.jwt_validation.tokens in a later action",
    notes=(
        "An audience object with an empty list is refused when the policy is set; leaving the object out is possible.",
        "The issuer is compared exactly, a slash at its end included.",
        "The text with which a token is refused is not documented.",
    ),
    inferred=(*EVERY_SHAPE, "order", "compare", "combine"),
)
