"""GitHub Actions: identity tokens of workflow jobs; without a wish the audience is the URL of the repository's owner.

Source: https://docs.github.com/en/actions/reference/security/oidc
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import DefaultAudience, Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="github-actions",
    name="GitHub Actions OIDC",
    aliases=("github", "github-oidc", "gha"),
    families=(),
    issuer_pattern=r"https://token\.actions\.githubusercontent\.com(?:/[A-Za-z0-9-]+)?|https://token\.actions\.[a-z0-9-]+\.ghe\.com(?:/[A-Za-z0-9-]+)?|https://[^/\s]+/_services/token",
    issuer_examples=(
        "https://token.actions.githubusercontent.com",
        "https://token.actions.githubusercontent.com/octo-ent",
        "https://token.actions.octocorp.ghe.com",
        "https://ghes.example.com/_services/token",
    ),
    marks={
        "iss": r"https://token\.actions\.githubusercontent\.com/.*",
        "sub": r"repo:[^/\s]+/[^:]+:.+",
        "job_workflow_ref": "",
        "workflow_ref": "",
    },
    traits={
        "repository": "",
        "repository_owner": "",
        "run_id": "",
        "runner_environment": "",
        "aud": r"https://github\.com/[^/\s]+",
    },
    tokens=(
        TokenShape(
            kind=TokenKind.WORKLOAD,
            audience="It names the URL of the repository's owner unless the job asked for another audience.",
            example={
                "jti": "j-1",
                "sub": "repo:acme/shop:ref:refs/heads/main",
                "aud": "https://github.com/acme",
                "ref": "refs/heads/main",
                "repository": "acme/shop",
                "repository_owner": "acme",
                "run_id": "1234567890",
                "workflow_ref": "acme/shop/.github/workflows/deploy.yml@refs/heads/main",
                "job_workflow_ref": "acme/shop/.github/workflows/deploy.yml@refs/heads/main",
                "runner_environment": "github-hosted",
                "iss": "https://token.actions.githubusercontent.com",
                "iat": 1760000000,
                "exp": 1760000300,
            },
            header={"typ": "JWT", "alg": "RS256", "x5t": "kid-1", "kid": "kid-1"},
        ),
    ),
    defaults=(DefaultAudience(pattern=r"https://github\.com/[^/\s]+", text="the URL of the repository's owner"),),
    mistakes=(
        Mistake(
            code="aud-provider-default",
            text="the job asked for no audience, so aud is the URL of the repository's owner",
        ),
        Mistake(
            code="audience-not-requested",
            text="the action or script called getIDToken without an audience; without permissions: id-token: write there is no token at all",
        ),
        Mistake(
            code="subject-mismatch",
            text="the trust policy names another branch, environment or repository than sub does",
        ),
        Mistake(
            code="iss-mismatch",
            text="the enterprise has an issuer of its own, or the configured issuer has a slash too many",
        ),
        Mistake(
            code="aud-mismatch",
            text="each cloud's action asks for its own audience (sts.amazonaws.com, api://AzureADTokenExchange, ...), and the trust policy was copied from another",
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "ask for the expected audience when requesting the token, in a job with permissions id-token: write",
            Snippet(
                "shell",
                'curl -sS -H "Authorization: bearer $$ACTIONS_ID_TOKEN_REQUEST_TOKEN" \\\n  "$${ACTIONS_ID_TOKEN_REQUEST_URL}&audience=$audience"\n',
            ),
        ),
        Fix(
            Party.RESOURCE_SERVER,
            "expect the audience that the job asks for, and bind sub or repository as well: any repository can ask for any audience",
        ),
    ),
    notes=(
        "In JavaScript actions the call is core.getIDToken(audience).",
        "In repositories created after 15 July 2026 sub holds the ids of owner and repository.",
    ),
    basis=Basis.DOCUMENTED,
    sources=("https://docs.github.com/en/actions/reference/security/oidc",),
)
