"""Salesforce's JWT bearer flow, which wants its login address as audience.

Source: public reports that quote responses of login.salesforce.com
"""

from __future__ import annotations

from forwhom.finding import Party
from forwhom.verifier import Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template='"error_description":"audience is invalid"',
    sample='{"error":"invalid_grant","error_description":"audience is invalid"}',
    codes=(
        "aud-mismatch",
        "aud-other-environment",
    ),
    status=400,
)
IN_CLI = Message(
    template="audience is invalid [audience={found} login={expected}",
    sample="Error (1): audience is invalid [audience=https://login.salesforce.com login=https://test.salesforce.com]",
    codes=("aud-other-environment", "aud-mismatch"),
    where="Salesforce CLI",
    note="The command line tool adds the audience that it wrote and the address at which it signs in.",
)
MALFORMED = Message(
    template='"error_description":"invalid assertion"',
    sample='{"error":"invalid_grant","error_description":"invalid assertion"}',
    codes=(
        "token-malformed",
        "signature-invalid",
    ),
    check=Check.STRUCTURE,
    status=400,
)

VERIFIER = Verifier(
    id="salesforce-jwt-bearer",
    name="Salesforce JWT bearer flow",
    kind="cloud",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=(
        "Salesforce Stack Exchange, question 282513",
        "Paragon documentation, error page",
        "forcedotcom/cli, issue 3325",
    ),
    aliases=("salesforce",),
    hints=(
        "salesforce",
        "my.salesforce.com",
    ),
    messages=(
        MISMATCH,
        IN_CLI,
        MALFORMED,
    ),
    audience=alike(MISMATCH),
    order=(
        Check.STRUCTURE,
        Check.SIGNATURE,
        Check.AUDIENCE,
        Check.EXPIRY,
    ),
    failures={
        Check.STRUCTURE: MALFORMED,
    },
    setting=Setting(
        name="aud of the assertion",
        keys=(
            "aud",
            "audience",
        ),
    ),
    recipe=Recipe(
        text="name the login address in aud of the assertion",
        language="json",
        code="""\
{"iss": "CONSUMER_KEY", "sub": "user@corp.example", "aud": $audience, "exp": 1772615553}
""",
        party=Party.CLIENT,
    ),
    reveal="the login history in the setup of the org",
    notes=(
        "The audience is https://login.salesforce.com, https://test.salesforce.com for a sandbox, or the address of an Experience Cloud site; not the My Domain address that the request is sent to.",
    ),
    inferred=(
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "unset_malformed",
        "unset",
        "unset_blank",
        "order",
    ),
)
