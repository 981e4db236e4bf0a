"""The Azure AD starter for Spring Boot: the audience has to be the client id or the configured App ID URI.

Nimbus JOSE+JWT does the work; the audience is validated after it, in words of its own.

Source: Azure/azure-sdk-for-java, UserPrincipalManager.java.
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.record import replace
from forwhom.verifier import ACCEPT, Basis, Check, Message, Recipe, Setting, alike
from forwhom.verifiers import nimbus_jose_jwt

_CLAIMS = "com.nimbusds.jwt.proc.BadJWTException"

MISMATCH = Message(
    template="Invalid token audience. Provided value {found}does not match neither client-id nor AppIdUri",
    sample="com.nimbusds.jwt.proc.BadJWTException: Invalid token audience. Provided value "
    "[api://11111111-2222-3333-4444-555555555555]does not match neither client-id nor AppIdUri.",
    codes=("aud-guid-or-uri", "aud-mismatch", "aud-missing"),
    exception=_CLAIMS,
    found_as=Listing.BRACKETS,
    nothing=("[]",),
    note="The value is the token's. The client id is always allowed, its App ID URI only when app-id-uri is set.",
)
ISSUER = Message(
    template="Invalid token issuer",
    sample="com.nimbusds.jwt.proc.BadJWTException: Invalid token issuer",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=_CLAIMS,
    common=True,
)

VERIFIER = replace(
    nimbus_jose_jwt.VERIFIER,
    id="azure-spring-starter",
    name="Azure AD starter for Spring Boot",
    kind="framework",
    versions="azure-spring-boot 2.x, azure-spring-boot-starter-active-directory 3.x",
    basis=Basis.READ,
    sources=("Azure/azure-sdk-for-java, UserPrincipalManager.java", "microsoft/azure-spring-boot, issue 918"),
    builds_on="nimbus-jose-jwt",
    aliases=("azure-spring", "spring-cloud-azure"),
    hints=("azure.activedirectory", "azure-spring", "UserPrincipalManager", "AADAuthenticationFilter", "AppIdUri"),
    messages=(MISMATCH, ISSUER, *nimbus_jose_jwt.VERIFIER.messages),
    audience=alike(MISMATCH, unset=ACCEPT),
    order=(
        Check.STRUCTURE,
        Check.KEY,
        Check.SIGNATURE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.ISSUER,
        Check.AUDIENCE,
    ),
    failures={
        Check.STRUCTURE: nimbus_jose_jwt.NOT_A_JWT,
        Check.KEY: nimbus_jose_jwt.KEY_NOT_FOUND,
        Check.SIGNATURE: nimbus_jose_jwt.SIGNATURE,
        Check.EXPIRY: nimbus_jose_jwt.EXPIRED,
        Check.NOT_BEFORE: nimbus_jose_jwt.NOT_YET_VALID,
        Check.ISSUER: ISSUER,
    },
    setting=Setting(
        name="azure.activedirectory.client-id and app-id-uri",
        keys=("azure.activedirectory.client-id", "azure.activedirectory.app-id-uri", "app-id-uri"),
    ),
    switch="",
    recipe=Recipe(
        text="set app-id-uri beside client-id",
        language="properties",
        code="azure.activedirectory.app-id-uri=$audience\n",
    ),
    limits=(),
    notes=("Any issuer that begins like one of Microsoft's passes; which tenant it is, is not looked at.",),
    inferred=("number", "other", "mixed", "unset_malformed"),
)
