"""Azure Key Vault and Managed HSM, which print the audience that they want and the one that they found.

Source: public reports that quote AKV10022
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.finding import Party
from forwhom.verifier import EVERY_SHAPE, Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="AKV10022: Invalid audience. Expected {expected}, found: {found}",
    sample='RestError: {"error":{"code":"Unauthorized","message":"AKV10022: Invalid audience. Expected https://vault.azure.net, found: https://management.azure.com/."}}',
    codes=(
        "aud-other-resource",
        "aud-mismatch",
        "aud-trailing-slash",
    ),
    status=401,
    exception="Unauthorized",
    expected_as=Listing.OR,
)

VERIFIER = Verifier(
    id="azure-key-vault",
    name="Azure Key Vault",
    kind="cloud",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=("public reports that quote AKV10022",),
    aliases=(
        "azure-keyvault",
        "key-vault",
    ),
    hints=(
        "akv10",
        "vault.azure.net",
        "keyvault",
    ),
    messages=(MISMATCH,),
    audience=alike(MISMATCH),
    order=(
        Check.SIGNATURE,
        Check.AUDIENCE,
        Check.EXPIRY,
    ),
    setting=Setting(
        name="the scope that the client requests",
        keys=(
            "scope",
            "scopes",
            "resource",
        ),
    ),
    recipe=Recipe(
        text="request the token for Key Vault",
        language="shell",
        code="""\
az account get-access-token --scope https://vault.azure.net/.default
""",
        party=Party.CLIENT,
    ),
    reveal="the WWW-Authenticate header of the answer, which names the resource that is expected",
    notes=(
        "The audience is https://vault.azure.net without a slash at the end, or the application ID of Key Vault; national clouds have a host of their own.",
    ),
    inferred=(*EVERY_SHAPE, "order", "compare", "combine"),
)
