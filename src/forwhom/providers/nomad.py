"""HashiCorp Nomad's workload identities: aud is what the identity block of the job names.

The default identity of a task is meant for Nomad itself.

Source: https://developer.hashicorp.com/nomad/docs/concepts/workload-identity
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import DefaultAudience, Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="nomad",
    name="HashiCorp Nomad workload identity",
    aliases=("hashicorp-nomad", "nomad-workload-identity"),
    issuer_pattern=r"https?://\S+",
    issuer_examples=("https://nomad.acme.example",),
    issuer_specific=False,
    marks={
        "nomad_job_id": "",
        "nomad_namespace": "",
        "nomad_allocation_id": "",
    },
    tokens=(
        TokenShape(
            kind=TokenKind.WORKLOAD,
            audience="What aud of the identity block names; the default identity names Nomad itself.",
            example={
                "aud": "vault.io",
                "exp": 1760003600,
                "iat": 1760000000,
                "iss": "https://nomad.acme.example",
                "jti": "j-1",
                "nbf": 1760000000,
                "nomad_allocation_id": "a1b2c3d4-0000-4000-8000-000000000000",
                "nomad_job_id": "orders",
                "nomad_namespace": "default",
                "nomad_task": "web",
                "sub": "global:default:orders:shop:web:vault_default",
            },
        ),
    ),
    defaults=(
        DefaultAudience(
            pattern=r"nomadproject\.io",
            text="the audience of the default identity of a task, which is for Nomad itself",
        ),
    ),
    mistakes=(
        Mistake(
            code="aud-provider-default",
            text="the default identity was sent, whose aud is nomadproject.io, and not an identity block of its own",
        ),
        Mistake(
            code="aud-mismatch",
            text="the aud of the identity block is not among the audiences bound in Vault or Consul",
        ),
        Mistake(code="iss-mismatch", text="oidc_issuer is not set on the servers of Nomad, so the token has no iss"),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "give the task an identity block with the expected audience",
            Snippet("hcl", 'identity {\n  name = "orders"\n  aud  = [$audience]\n}\n'),
        ),
        Fix(Party.RESOURCE_SERVER, "bind the audience that the identity block of the job names"),
    ),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://developer.hashicorp.com/nomad/docs/concepts/workload-identity",
        "https://developer.hashicorp.com/nomad/docs/job-specification/identity",
        "hashicorp/nomad, issue 25868",
    ),
    inferred=(
        "/mistakes/1",
        "/mistakes/2",
    ),
)
