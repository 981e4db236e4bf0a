"""Bitbucket Pipelines: aud is the workspace's ARI unless the step declares audiences.

Source: https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import DefaultAudience, Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="bitbucket-pipelines",
    name="Bitbucket Pipelines OIDC",
    aliases=("bitbucket",),
    issuer_pattern=r"https://api\.bitbucket\.org/2\.0/workspaces/[^/\s]+/pipelines-config/identity/oidc",
    issuer_examples=("https://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc",),
    marks={"aud": r"ari:cloud:bitbucket::workspace/.+", "stepUuid": "", "workspaceUuid": ""},
    traits={"repositoryUuid": "", "pipelineUuid": ""},
    tokens=(
        TokenShape(
            kind=TokenKind.WORKLOAD,
            audience="It is the ARI of the workspace, or the audiences that the step declares.",
            example={
                "sub": "{22222222-3333-4444-5555-666666666666}:{33333333-4444-5555-6666-777777777777}",
                "aud": "ari:cloud:bitbucket::workspace/11111111-2222-3333-4444-555555555555",
                "stepUuid": "{33333333-4444-5555-6666-777777777777}",
                "iss": "https://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc",
                "repositoryUuid": "{22222222-3333-4444-5555-666666666666}",
                "workspaceUuid": "{11111111-2222-3333-4444-555555555555}",
                "exp": 1760003600,
                "iat": 1760000000,
            },
        ),
    ),
    defaults=(DefaultAudience(pattern=r"ari:cloud:bitbucket::workspace/.+", text="the ARI of the workspace"),),
    mistakes=(
        Mistake(code="aud-provider-default", text="the step declares no audience, so aud is the workspace's ARI"),
        Mistake(
            code="aud-stray-characters",
            text="the braces around the UUID were kept where there are none, or dropped where there are",
        ),
        Mistake(code="subject-mismatch", text="the trust policy names another repository or environment than sub does"),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "declare the expected audience for the step",
            Snippet("yaml", 'oidc:\n  audiences:\n    - "$audience"\n'),
        ),
        Fix(Party.RESOURCE_SERVER, "expect the ARI of the workspace, and bind the repository's UUID in sub"),
    ),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/",
        "https://www.atlassian.com/blog/bitbucket/bitbucket-pipelines-oidc-now-supports-multiple-audiences",
        "https://community.atlassian.com/t5/Bitbucket-questions/Using-BITBUCKET-STEP-OIDC-TOKEN-for-Bitbucket-API-Authentication/qaq-p/2611869",
    ),
)
