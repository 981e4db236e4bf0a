"""Buildkite: aud is the organisation's URL unless the job asks for another.

Source: https://buildkite.com/docs/agent/cli/reference/oidc
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import DefaultAudience, Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="buildkite",
    name="Buildkite agent OIDC",
    issuer_pattern=r"https://agent\.buildkite\.com",
    issuer_examples=("https://agent.buildkite.com",),
    marks={"sub": r"organization:[^:]+:pipeline:.+", "aud": r"https://buildkite\.com/[^/\s]+"},
    traits={"organization_slug": "", "pipeline_slug": "", "build_number": ""},
    tokens=(
        TokenShape(
            kind=TokenKind.WORKLOAD,
            audience="It is the URL of the organisation, unless the job asked for another audience.",
            example={
                "iss": "https://agent.buildkite.com",
                "sub": "organization:acme:pipeline:shop:ref:refs/heads/main:commit:abc:step:deploy",
                "aud": "https://buildkite.com/acme",
                "iat": 1760000000,
                "exp": 1760000300,
                "organization_slug": "acme",
                "pipeline_slug": "shop",
                "build_number": 7,
                "step_key": "deploy",
            },
        ),
    ),
    defaults=(DefaultAudience(pattern=r"https://buildkite\.com/[^/\s]+", text="the URL of the organisation"),),
    mistakes=(
        Mistake(code="aud-provider-default", text="the job asked for no audience, so aud is the organisation's URL"),
        Mistake(code="aud-path-differs", text="a package registry wants exactly its canonical URL"),
        Mistake(code="subject-mismatch", text="the trust policy names another pipeline, ref or step than sub does"),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "ask for the expected audience in the job",
            Snippet("shell", 'buildkite-agent oidc request-token --audience "$audience"\n'),
        ),
        Fix(Party.RESOURCE_SERVER, "expect the audience that the job asks for, and bind the pipeline in sub"),
    ),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://buildkite.com/docs/agent/cli/reference/oidc",
        "https://buildkite.com/docs/package-registries/security/oidc",
    ),
)
