"""Azure AD B2C on an id_token_hint, whose audience is one of those that the policy lists.

Source: azure-ad-b2c/samples, issue 248; Microsoft Learn, id_token_hint technical profile
"""

from __future__ import annotations

from forwhom.finding import Party
from forwhom.verifier import EVERY_SHAPE, Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="The provided id_token_hint parameter does not contain an accepted audience",
    sample="error=invalid_request&error_description=The provided id_token_hint parameter does not contain an accepted audience",
    codes=("aud-mismatch", "aud-is-client-id"),
    status=400,
    where="error_description of the authorization endpoint",
    note="Expected is IdTokenAudience of the technical profile, or the client ID of the application where that is not set.",
)

VERIFIER = Verifier(
    id="azure-ad-b2c-id-token-hint",
    name="Azure AD B2C id_token_hint",
    kind="cloud",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=("azure-ad-b2c/samples, issue 248", "Microsoft Learn, Azure AD B2C, id_token_hint technical profile"),
    aliases=("azure-b2c",),
    hints=("id_token_hint", "aadb2c", "b2clogin"),
    messages=(MISMATCH,),
    audience=alike(MISMATCH),
    order=(Check.SIGNATURE, Check.ISSUER, Check.AUDIENCE, Check.EXPIRY),
    setting=Setting(name="IdTokenAudience of the technical profile", keys=("IdTokenAudience",)),
    recipe=Recipe(
        text="name the audience in the technical profile, and issue the hint for it",
        language="xml",
        code="""\
<TechnicalProfile Id="IdTokenHint_ExtractClaims">
  <Metadata>
    <Item Key="IdTokenAudience">$audience</Item>
    <Item Key="issuer">$issuer</Item>
  </Metadata>
</TechnicalProfile>
""",
        party=Party.AUTHORIZATION_SERVER,
    ),
    reveal="Application Insights of the policy, with DeveloperMode on while testing",
    inferred=(*EVERY_SHAPE, "order", "compare", "combine"),
)
