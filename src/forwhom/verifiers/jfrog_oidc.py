"""The OIDC integration of the JFrog Platform (Artifactory), which exchanges tokens of CI for its own.

Source: jfrog/setup-jfrog-cli, issue 270
"""

from __future__ import annotations

from forwhom.verifier import EVERY_SHAPE, Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier, alike

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
    audience=alike(MISMATCH),
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
    inferred=(*EVERY_SHAPE, "order"),
)
