"""A token of another product of the same provider.

What it means: the verifier takes only the tokens of one product (Firebase Authentication, Cloud IAP ...), and this
token was issued by another one of the same company.

How it happens: a Google Sign-In ID Token or a custom token is handed to Firebase's verifier, which wants the token
that Firebase issues after signing in.

How to fix it: exchange the token for the product's own one, and send that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.client_id import client_id_form
from forwhom.comparison_finding import RFC7519_AUD, whole_claim
from forwhom.example import Example, case
from forwhom.finding import Confidence, Fix, Party
from forwhom.finding_kind import FindingKind, Topic
from forwhom.provider import whole
from forwhom.provider_audience import has_audience

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
    from forwhom.situation import Situation

CODE = "token-of-other-product"
TITLE = "the token comes from another product than the one whose tokens are taken here"

FIXES = (Fix(Party.CLIENT, "exchange the token for the one that this product issues, and send that"),)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when this verifier takes only certain providers' tokens, and the issuer or audience shows another."""
    takes = situation.verifier.providers if situation.verifier else ()
    if not takes or (situation.met and not situation.refused) or not situation.claims:
        return
    other = _other_product(situation, takes)
    if other:
        name = situation.verifier.name if situation.verifier else "this verifier"
        yield whole_claim(
            situation,
            code=CODE,
            title=TITLE,
            because=f"{name} takes only tokens of {' or '.join(takes)}, and {other}",
            confidence=Confidence.LIKELY,
            fixes=FIXES,
        )


def _other_product(situation: Situation, takes: tuple[str, ...]) -> str | None:
    """What shows that the token is another product's."""
    provider = situation.provider
    if provider and provider.id not in takes and "iss" in situation.claims:
        return f"the issuer is that of {provider.name}"
    for value in situation.found:
        for identifier in takes:
            for resource in situation.providers[identifier].resources if identifier in situation.providers else ():
                if has_audience(resource, value):
                    return f"the audience is that of {resource.name}"
        form = client_id_form(value, situation.providers)
        if form and form in situation.providers and form not in takes:
            return f"the audience is a client id of {situation.providers[form].name}"
        for other in situation.providers.values():
            if other.id not in takes and "aud" in other.only_with and whole(other.only_with["aud"])(value):
                return f"the audience is one of {other.name}"
    return None


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="a Google Sign-In token at the verifier of Firebase",
            case=case(
                aud="shop", iss="https://accounts.google.com", expected="shop-prod", verifier="firebase-admin-auth"
            ),
            fires=True,
        ),
        Example(
            note="the audience of a Firebase custom token",
            case=case(
                aud="https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit",
                expected="shop-prod",
                verifier="firebase-admin-auth",
            ),
            fires=True,
        ),
        Example(
            note="the audience is a client id of Google",
            case=case(
                aud="407408718192-web2c3d4e.apps.googleusercontent.com",
                expected="shop-prod",
                verifier="firebase-admin-auth",
            ),
            fires=True,
        ),
        Example(
            note="the audience is the URL of a Cloud Run service",
            case=case(
                aud="https://orders-a1b2c3d4e5-uc.a.run.app", expected="shop-prod", verifier="firebase-admin-auth"
            ),
            fires=True,
        ),
        Example(
            note="a Firebase token of another project",
            case=case(
                aud="shop-test",
                iss="https://securetoken.google.com/shop-test",
                expected="shop-prod",
                verifier="firebase-admin-auth",
            ),
            fires=False,
        ),
        Example(
            note="the audience alone does not show another product",
            case=case(aud="shop-test", expected="shop-prod", verifier="firebase-admin-auth"),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.TOKEN,
    check=check,
    explanation=__doc__ or "",
    silences=("aud-mismatch", "aud-is-client-id", "aud-other-client", "access-token-as-id-token"),
    settled=lambda situation: situation.met is True,
    precedence=15,
    fixes=FIXES,
    references=(RFC7519_AUD,),
    examples=examples,
)
