"""SPIRE's node attestor for Azure managed identities.

Source: spiffe/spire, tests of the azure_msi node attestor
"""

from __future__ import annotations

from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="nodeattestor(azure_msi): unable to validate token claims: {library}: validation failed, invalid audience claim (aud)",
    sample="rpc error: code = Internal desc = nodeattestor(azure_msi): unable to validate token claims: square/go-jose/jwt: validation failed, invalid audience claim (aud)",
    codes=(
        "aud-mismatch",
        "aud-missing",
    ),
)

WRONG_TYPE = Message(
    template="nodeattestor(azure_msi): unable to verify token: {library}: expected string or array value to unmarshal to Audience",
    sample="rpc error: code = InvalidArgument desc = nodeattestor(azure_msi): unable to verify token: go-jose/go-jose/jwt: expected string or array value to unmarshal to Audience",
    codes=("aud-wrong-type",),
)


VERIFIER = Verifier(
    id="spire-azure-msi",
    name="SPIRE azure_msi attestor",
    kind="infrastructure",
    language="Go",
    versions="not recorded",
    basis=Basis.READ,
    sources=("spiffe/spire, azure_msi node attestor and its tests", "square/go-jose, jwt/claims.go"),
    aliases=("spire",),
    hints=(
        "spire",
        "nodeattestor",
        "azure_msi",
    ),
    messages=(MISMATCH, WRONG_TYPE),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=WRONG_TYPE,
        absent=MISMATCH,
        null=WRONG_TYPE,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=WRONG_TYPE,
        other=WRONG_TYPE,
        mixed=WRONG_TYPE,
    ),
    order=(Check.KEY, Check.SIGNATURE, Check.AUDIENCE, Check.NOT_BEFORE, Check.EXPIRY),
    setting=Setting(name="resource_id of the tenant", keys=("resource_id",)),
    recipe=Recipe(
        text="set resource_id of the tenant at the server and the same at the agent",
        language="hcl",
        code="""\
NodeAttestor "azure_msi" {
  plugin_data {
    tenants = {
      "11111111-2222-3333-4444-555555555555" = { resource_id = $audience }
    }
  }
}
""",
    ),
    reveal="the log of spire-server at log_level DEBUG",
    inferred=("unset", "unset_blank"),
)
