"""The token was issued to another client of the same product.

What it means: both values are client ids, of different clients: the web client against the mobile one, an Apple
bundle id against a Services ID, `argo-cd` against `argo-cd-cli`.

How it happens: an app and its backend are registered as two clients and the backend knows only its own id, or the
other way round.

How to fix it: request the token for the backend's client id where the provider allows it (Google: server client id),
or list the ids of exactly those clients that belong to the product.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forwhom.audience.difference import Kind
from forwhom.client_id import client_id_form
from forwhom.comparison_finding import RFC7519_AUD, of_pair
from forwhom.example import Example, case
from forwhom.finding import Confidence, Fix, Party, Reference
from forwhom.finding_kind import FindingKind, Topic
from forwhom.remedy import request
from forwhom.stated_setting import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
    from forwhom.situation import Situation

CODE = "aud-other-client"
TITLE = "the token was issued to another client than the one expected"

FIXES = (Fix(Party.RESOURCE_SERVER, "list the ids of exactly those clients that belong to this product"),)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when both values of the nearest pair are client ids of one form, or one is the other with a suffix."""
    pair = situation.pairs[0] if situation.pairs else None
    if pair and pair.difference.kinds[0] is Kind.OTHER and _both_clients(situation, pair.found, pair.expected):
        yield of_pair(
            situation,
            pair,
            code=CODE,
            title=TITLE,
            marker="another client",
            confidence=Confidence.LIKELY,
            fixes=(request(situation, pair.expected), *FIXES),
        )


def _both_clients(situation: Situation, one: str, other: str) -> bool:
    forms = {client_id_form(value, situation.providers, situation.provider) for value in (one, other)}
    if len(forms) == 1 and None not in forms:
        return True
    if "://" in one or "://" in other:
        return False
    if "clientid" in plain(one) and "clientid" in plain(other):
        # Placeholders that tell what stood there: <client id of the app>, CLIENT_ID_2.
        return True
    if situation.provider and situation.provider.id == "apple":
        return True
    short, long = sorted((one, other), key=len)
    if _HOST.fullmatch(short) and long.startswith(f"{short}."):
        return False
    return long.startswith((f"{short}-", f"{short}.", f"{short}_"))


#: A host name, as its last label tells; the same name under one more label is another host, and no client's.
_HOST = re.compile(
    r"(?!(?:app|com|dev|io|net|org)\.)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,8}\.(?:app|cloud|com|dev|io|net|org)"
)


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="placeholders tell that both were client ids",
            case=case(aud="<otherClientId>", expected="<configuredClientId>", error="invalid audience"),
            fires=True,
        ),
        Example(
            note="two client ids of Google",
            case=case(
                aud="407408718192-mobile0a1b.apps.googleusercontent.com",
                expected="407408718192-web2c3d4e.apps.googleusercontent.com",
            ),
            fires=True,
        ),
        Example(
            note="one client is named after the other", case=case(aud="argo-cd-cli", expected="argo-cd"), fires=True
        ),
        Example(
            note="Apple: the app's bundle id meets the Services ID",
            case=case(aud="shop-app", expected="signin-web", provider="apple"),
            fires=True,
        ),
        Example(
            note="a host name and the same under another domain",
            case=case(aud="sts.example.com", expected="sts.example.com.cn"),
            fires=False,
        ),
        Example(
            note="Apple's way of naming apps, with a suffix",
            case=case(aud="com.example.shop", expected="com.example.shop.signin"),
            fires=True,
        ),
        Example(
            note="the URLs of two APIs",
            case=case(aud="https://orders.example.com", expected="https://billing.example.com"),
            fires=False,
        ),
        Example(note="two names that are no client ids", case=case(aud="orders", expected="billing"), fires=False),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.AUDIENCE,
    check=check,
    explanation=__doc__ or "",
    silences=("aud-mismatch", "aud-is-client-id"),
    settled=lambda situation: situation.met is not None,
    precedence=27,
    fixes=FIXES,
    references=(RFC7519_AUD, Reference("OIDC Core", "section 3.1.3.7")),
    examples=examples,
)
