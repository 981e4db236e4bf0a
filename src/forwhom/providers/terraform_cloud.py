"""HCP Terraform and Terraform Enterprise: aud is the value of a workspace variable; without it no token is made.

Source: https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import DefaultAudience, Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="terraform-cloud",
    name="HCP Terraform / Terraform Enterprise workload identity",
    aliases=("hcp-terraform", "tfc", "terraform-enterprise", "terraform"),
    issuer_pattern=r"https://app(?:\.eu)?\.terraform\.io",
    issuer_examples=("https://app.terraform.io",),
    marks={
        "terraform_run_phase": "",
        "terraform_workspace_id": "",
        "terraform_organization_name": "",
        "sub": r"organization:[^:]+:project:[^:]+:workspace:[^:]+:run_phase:[^:]+",
    },
    tokens=(
        TokenShape(
            kind=TokenKind.WORKLOAD,
            audience="It is the value of TFC_WORKLOAD_IDENTITY_AUDIENCE, or the default of the cloud's dynamic credentials.",
            example={
                "jti": "j-1",
                "iss": "https://app.terraform.io",
                "aud": "aws.workload.identity",
                "iat": 1760000000,
                "nbf": 1760000000,
                "exp": 1760007200,
                "sub": "organization:acme:project:shop:workspace:prod:run_phase:apply",
                "terraform_run_phase": "apply",
                "terraform_workspace_id": "ws-a1b2c3d4e5f6g7h8",
                "terraform_organization_name": "acme",
                "terraform_run_id": "run-a1b2c3d4e5f6g7h8",
            },
        ),
    ),
    defaults=(
        DefaultAudience(
            pattern=r"(?:aws|vault)\.workload\.identity|api://AzureADTokenExchange",
            text="the default audience of the cloud's dynamic credentials",
        ),
    ),
    mistakes=(
        Mistake(
            code="aud-provider-default",
            text="the trust policy expects sts.amazonaws.com, as for GitHub, while aud is aws.workload.identity",
        ),
        Mistake(code="audience-not-requested", text="TFC_WORKLOAD_IDENTITY_AUDIENCE is not set, so there is no token"),
        Mistake(code="subject-mismatch", text="plan and apply have different run_phase in sub"),
        Mistake(code="iss-mismatch", text="Terraform Enterprise has its own host name as issuer"),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "set the workspace's audience variable to the expected audience: TFC_WORKLOAD_IDENTITY_AUDIENCE, TFC_WORKLOAD_IDENTITY_AUDIENCE_TAG for a second token, or TFC_AWS_WORKLOAD_IDENTITY_AUDIENCE and its like for the dynamic credentials of a cloud",
            Snippet("text", "TFC_WORKLOAD_IDENTITY_AUDIENCE=$audience\n"),
        ),
        Fix(
            Party.RESOURCE_SERVER,
            "expect the audience of the workspace's variable, and bind organisation, project and workspace in sub",
        ),
    ),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens",
        "https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/manual-generation",
    ),
    inferred=(
        "/defaults/0",
        "/mistakes/0",
    ),
)
