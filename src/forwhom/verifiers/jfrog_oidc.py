"""The OIDC integration of the JFrog Platform (Artifactory), which exchanges tokens of CI for its own.

Source: jfrog/setup-jfrog-cli, issue 270
"""

from __future__ import annotations

from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier

MISMATCH = Message(
    template="failed to exchange OIDC token: server response: {status}Invalid audience",
    sample="""\
[Error] failed to exchange OIDC token: server response: 400 Bad Request
{
  "errors": [
    {
      "code": "BAD_REQUEST",
      "message": "Invalid audience"
    }
  ]
}""",
    codes=("aud-mismatch",),
    status=400,
)
ANSWER = Message(
    template='"code": "BAD_REQUEST", "message": "Invalid audience"',
    sample='{"errors": [{"code": "BAD_REQUEST", "message": "Invalid audience"}]}',
    codes=("aud-mismatch",),
    status=400,
    where="answer of /access/api/v1/oidc/token",
)

VERIFIER = Verifier(
    id="jfrog-oidc",
    name="JFrog Platform OIDC integration",
    kind="infrastructure",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=("jfrog/setup-jfrog-cli, issue 270",),
    aliases=("artifactory-oidc",),
    hints=("jfrog", "artifactory"),
    messages=(MISMATCH, ANSWER),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=MISMATCH,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
    ),
    order=(Check.SIGNATURE, Check.ISSUER, Check.AUDIENCE, Check.OTHER),
    setting=Setting(name="audience of the OIDC integration", keys=("oidc-audience", "OIDC_AUDIENCE", "audience")),
    recipe=Recipe(
        text="request the token of CI with the audience of the integration",
        language="yaml",
        code="""\
- uses: jfrog/setup-jfrog-cli@v4
  with:
    oidc-provider-name: github
    oidc-audience: $audience
""",
    ),
    limits=(
        Limit(
            text="setup-jfrog-cli 4 with a newer JFrog CLI asked for another audience than before; 4.5.6 was reported to work.",
            seen=Seen.REFUSED,
            versions="JFrog CLI 2.74 and 2.75",
            symptom="aud-mismatch",
            source="jfrog/setup-jfrog-cli, issue 270",
        ),
    ),
    inferred=(
        "unset",
        "unset_blank",
        "unset_malformed",
        "absent",
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "order",
    ),
)
