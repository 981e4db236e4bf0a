"""A list where this verifier wants a string, or the reverse; or several values written as one.

What it means: `aud` may be a string or an array. Some verifiers take only one of the two, and a text such as `a b`,
`a,b` or `["a"]` is one string that happens to look like a list.

How it happens: several audiences were put into one setting or variable, a claim was written as JSON text, a provider
changed from a string to an array when a second audience came in.

How to fix it: write an array as an array and each value on its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.difference import Kind
from forwhom.audience.expectation import UNKNOWN
from forwhom.comparison_finding import RFC7519_AUD, of_pair, whole_claim
from forwhom.example import Example, case
from forwhom.finding import Confidence, Fix, Party
from forwhom.finding_kind import FindingKind, Topic
from forwhom.verifier import Basis, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
    from forwhom.situation import Situation

CODE = "aud-list-shape"
TITLE = "the audience is a list where one value is wanted, or several values in one string"

#: Of a message that does not show which side is the list.
SAID = (
    Fix(
        Party.RESOURCE_SERVER,
        "read aud as a string and as an array, which a token may both hold: another type, or an upgrade",
    ),
    Fix(Party.RESOURCE_SERVER, "configure each audience as a value of its own, not joined in one string"),
    Fix(Party.AUTHORIZATION_SERVER, "issue aud in the shape that this verifier reads, where it cannot be changed"),
)
FIXES = (
    Fix(Party.RESOURCE_SERVER, "configure each audience as a value of its own, not joined in one string"),
    Fix(Party.AUTHORIZATION_SERVER, "issue tokens for this service with one audience, as a string"),
)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when one value of the nearest pair holds the other as a member, or an array meets a verifier of strings."""
    pair = situation.nearest(Kind.LIST)
    if pair:
        side = "token" if len(pair.found) > len(pair.expected) else "setting"
        yield of_pair(
            situation,
            pair,
            code=CODE,
            title=TITLE,
            marker=f"the {side} holds several values in one string",
            fixes=FIXES,
        )
        return
    audience, verifier = situation.audience, situation.verifier
    if not audience or not audience.is_array:
        return
    if situation.expected and set(situation.expected).isdisjoint(situation.found):
        return
    # What such a verifier does with an array is not known, whatever its entry says.
    unread = not verifier or verifier.basis in {Basis.REPORTED, Basis.DOCUMENTED}
    if unread and len(situation.found) == 1 and "aud-many-unsupported" in situation.suspects:
        yield whole_claim(
            situation,
            code=CODE,
            title="the token's audience is an array of one value, and the message complains of several",
            because="who takes every array for several audiences refuses one of a single value, too",
            confidence=Confidence.LIKELY,
            fixes=FIXES[1:],
        )
        return
    if unread and len(situation.found) == 1 and situation.met and situation.refused and situation.blames_audience:
        yield whole_claim(
            situation,
            code=CODE,
            title="the token's audience is an array of the expected value, and is refused all the same",
            because="who reads aud as a string only refuses an array, also one that holds the expected value",
            confidence=Confidence.LIKELY,
            fixes=FIXES[1:],
        )
        return
    if not verifier or not isinstance(verifier.audience.string_only, Message):
        if CODE in situation.suspects:
            yield whole_claim(
                situation,
                code=CODE,
                title="the token's audience is an array, and the message may mean that",
                because="who reads aud as a string only refuses an array, also one that holds the expected value",
                confidence=Confidence.LIKELY,
                fixes=FIXES[1:],
            )
        elif not verifier and situation.blames_audience and situation.expectation.audiences is UNKNOWN:
            yield whole_claim(
                situation,
                code=CODE,
                title="the token's audience is an array, and it is not known whether the verifier reads arrays",
                because="who reads aud as a string only refuses an array, also one that holds the expected value",
                confidence=Confidence.POSSIBLE,
                fixes=FIXES[1:],
            )
        return
    yield whole_claim(
        situation,
        code=CODE,
        title="the token's audience is an array, and this verifier takes only a string",
        because=f"{verifier.name} refuses every array, also one that holds the expected value",
        fixes=FIXES[1:],
    )


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="an array is refused, and nothing is known of who refuses it",
            case=case(aud=["orders", "EVE Online"], error="invalid audience"),
            fires=True,
        ),
        Example(
            note="an array of the expected value is refused for its audience",
            case=case(aud=["orders"], expected="orders", error="Invalid audience", verifier="google-oauth-jwt-bearer"),
            fires=True,
        ),
        Example(
            note="an array of one value is called several",
            case=case(aud=["orders"], error="multiple audiences need an azp"),
            fires=True,
        ),
        Example(
            note="the setting holds two values in one string",
            case=case(aud="orders", expected="orders,billing"),
            fires=True,
        ),
        Example(
            note="the claim is an array written as text", case=case(aud='["orders"]', expected="orders"), fires=True
        ),
        Example(
            note="the verifier takes no arrays",
            case=case(aud=["shop-prod"], expected="shop-prod", verifier="firebase-admin-auth"),
            fires=True,
        ),
        Example(
            note="a message that can mean an array, and an array",
            case=case(
                aud=["orders"], expected="orders", error="json: cannot unmarshal array into a field of type string"
            ),
            fires=True,
        ),
        Example(
            note="an array where arrays are taken",
            case=case(aud=["orders"], expected="orders", verifier="pyjwt"),
            fires=False,
        ),
        Example(
            note="the verifier takes no arrays, and the array names others",
            case=case(aud=["shop-test"], expected="shop-prod", verifier="firebase-admin-auth"),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.AUDIENCE,
    check=check,
    explanation=__doc__ or "",
    silences=("aud-mismatch", "aud-wrong-type", "aud-many-unsupported"),
    settled=lambda situation: situation.met is not None,
    precedence=21,
    fixes=SAID,
    references=(RFC7519_AUD,),
    examples=examples,
)
