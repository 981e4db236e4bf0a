"""GitLab CI/CD: each entry under id_tokens of a job yields one identity token with the audience written there.

Source: https://docs.gitlab.com/ci/secrets/id_token_authentication/
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import DefaultAudience, Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="gitlab-ci",
    name="GitLab CI/CD id_tokens",
    aliases=("gitlab",),
    issuer_pattern=r"https?://[^/\s]+(?:/\S*)?",
    issuer_examples=(
        "https://gitlab.com",
        "https://gitlab.example.com",
    ),
    issuer_specific=False,
    marks={"sub": r"project_path:.+", "iss": r"https://gitlab\.com"},
    traits={
        "project_path": "",
        "namespace_path": "",
        "pipeline_source": "",
        "ref_protected": "",
        "pipeline_id": "",
        "user_login": "",
    },
    tokens=(
        TokenShape(
            kind=TokenKind.WORKLOAD,
            audience="It is what the job's id_tokens entry says, a string or a list.",
            example={
                "namespace_id": "72",
                "namespace_path": "acme",
                "project_id": "20",
                "project_path": "acme/shop",
                "user_login": "ada",
                "pipeline_id": "574",
                "pipeline_source": "push",
                "job_id": "302",
                "ref": "main",
                "ref_type": "branch",
                "ref_protected": "true",
                "iss": "https://gitlab.acme.example",
                "iat": 1760000000,
                "exp": 1760003600,
                "sub": "project_path:acme/shop:ref_type:branch:ref:main",
                "aud": "https://vault.acme.example",
            },
        ),
    ),
    defaults=(
        DefaultAudience(
            pattern=r"https://gitlab\.[a-z0-9.-]+",
            text="the instance itself, which old job tokens carry and an entry without aud falls back to",
        ),
    ),
    mistakes=(
        Mistake(code="aud-mismatch", text="the token of another service's id_tokens entry was sent"),
        Mistake(
            code="aud-provider-default",
            text="the removed CI_JOB_JWT variables are used, whose aud is fixed to the instance",
        ),
        Mistake(
            code="subject-mismatch", text="the trust policy names another project, branch or ref type than sub does"
        ),
        Mistake(code="iss-mismatch", text="on a self-managed instance iss is that instance and not gitlab.com"),
        Mistake(
            code="audience-not-configured",
            text="the verifier's role was given no audience, which Vault refuses for tokens that carry one",
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "declare a token for this service under id_tokens of the job",
            Snippet("yaml", 'id_tokens:\n  SERVICE_ID_TOKEN:\n    aud: "$audience"\n'),
        ),
        Fix(
            Party.RESOURCE_SERVER,
            "check project_path and ref_protected besides the audience: any job can ask for any audience",
        ),
    ),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://docs.gitlab.com/ci/secrets/id_token_authentication/",
        "https://github.com/gitlabhq/gitlabhq/blob/master/doc/ci/secrets/id_token_authentication.md",
    ),
)
