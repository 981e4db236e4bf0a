"""Databricks OAuth token federation, which takes the account ID for the audience unless the policy names others.

Source: Databricks documentation, OAuth token federation policies
"""

from __future__ import annotations

from forwhom.finding import Party
from forwhom.verifier import REFUSE, Basis, Check, Message, Recipe, Setting, Verifier, alike

FALLBACK = Message(
    template="Token exchange failed, using external token: {detail}",
    sample="Token exchange failed, using external token: 'access_token'",
    codes=("aud-mismatch", "subject-mismatch", "iss-mismatch"),
    check=Check.OTHER,
    where="log of databricks-sql-python",
    note="The client hides the answer of the token endpoint: its error and error_description name the reason.",
    basis=Basis.REPORTED,
)

VERIFIER = Verifier(
    id="databricks-federation",
    name="Databricks token federation",
    kind="cloud",
    versions="as documented, date not recorded",
    basis=Basis.DOCUMENTED,
    sources=(
        "Databricks documentation, OAuth federation policy, and GitHub Actions as a provider",
        "databricks SDK reference, OidcFederationPolicy",
        "databricks/databricks-sql-python, pull request 928",
    ),
    aliases=("databricks",),
    hints=("databricks", "federation-policy", "oidc_policy", "/oidc/v1/token"),
    messages=(FALLBACK,),
    audience=alike(REFUSE),
    order=(Check.ISSUER, Check.SIGNATURE, Check.AUDIENCE, Check.SUBJECT, Check.EXPIRY),
    failures={
        Check.ISSUER: REFUSE,
        Check.SIGNATURE: REFUSE,
        Check.SUBJECT: REFUSE,
        Check.EXPIRY: REFUSE,
    },
    setting=Setting(
        name="audiences in oidc_policy of the federation policy", keys=("oidc_policy.audiences", "audiences")
    ),
    recipe=Recipe(
        text="list the audience in the federation policy, and request the token for it",
        language="json",
        code="""\
{
  "oidc_policy": {
    "issuer": $issuer,
    "audiences": [$audiences],
    "subject": "repo:corp/orders:environment:prod"
  }
}
""",
        party=Party.RESOURCE_SERVER,
    ),
    reveal="error_description in the answer of /oidc/v1/token",
    notes=(
        "A policy without audiences expects the ID of the Databricks account, so a token for something else is refused then too.",
        "The text of a refusal is not documented.",
    ),
    inferred=(
        "order",
        "absent",
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "unset_blank",
        "unset_malformed",
    ),
)
