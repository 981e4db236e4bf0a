"""Trials at random: every shape of audience and setting, and everything else that a token can fail by.

Moments lie hours from now, so that neither a slow run nor a leeway can change an outcome.
"""

from __future__ import annotations

import time

from hypothesis import strategies as st

from forwhom.jwt.json import JsonValue
from tests.observed.trial import Trial

#: The clock of this run, in seconds since the epoch, UTC. The real verifiers read their own.
NOW = int(time.time())
API = "https://api.example.com"
OTHER = "https://orders.example.com"
ISSUER = "https://login.example.com/"
OTHER_ISSUER = "https://login.example.org/"

audience_values = st.sampled_from(
    (
        API,
        API,
        OTHER,
        f"{API}/",
        "http://api.example.com",
        "https://API.example.com",
        API.upper(),
        f" {API}",
        f"{API} ",
        f"{API},{OTHER}",
        f"{API} {OTHER}",
        "api.example.com",
        "https://api.example.com.evil.example",
        "ap\u0456",
        "undefined",
        "",
    )
)
_odd: st.SearchStrategy[JsonValue] = st.sampled_from((0, 0.0, 1, 42, 1.5, -1, True, False, None))


def _lists(members: st.SearchStrategy[JsonValue], least: int) -> st.SearchStrategy[JsonValue]:
    return st.lists(members, min_size=least, max_size=3)


_objects: st.SearchStrategy[JsonValue] = st.sampled_from(({}, {API: True}, {"aud": API}))
audiences: st.SearchStrategy[JsonValue] = st.one_of(
    audience_values,
    audience_values,
    _lists(audience_values, 0),
    _lists(audience_values, 1),
    _lists(st.one_of(audience_values, _odd, _objects), 1),
    _odd,
    _objects,
)
settings = st.one_of(
    st.none(),
    st.tuples(audience_values),
    st.tuples(audience_values),
    st.lists(audience_values, max_size=3, unique=True).map(tuple),
)
issuers = st.sampled_from((None, None, (ISSUER,), (ISSUER,), (OTHER_ISSUER, ISSUER)))
past = st.integers(2, 48).map(lambda hours: NOW - 3600 * hours)
future = st.integers(2, 48).map(lambda hours: NOW + 3600 * hours)


def _mostly(usual: st.SearchStrategy[int], rare: st.SearchStrategy[int]) -> st.SearchStrategy[JsonValue]:
    return st.sampled_from((*(usual,) * 9, rare)).flatmap(lambda moment: moment)


#: What a claim may be; each may be absent as well. The better value comes more often, so that all checks are reached.
_claims: dict[str, st.SearchStrategy[JsonValue]] = {
    "aud": audiences,
    "iss": st.sampled_from((*(ISSUER,) * 8, OTHER_ISSUER, "", None, 7)),
    "exp": _mostly(future, past),
    "nbf": _mostly(past, future),
    "iat": _mostly(past, future),
    "sub": st.sampled_from((*("user",) * 8, 42, None)),
    "scope": st.just("read"),
}


_ill_typed_moments: st.SearchStrategy[JsonValue] = st.sampled_from(
    (
        None,
        "",
        "soon",
        str(NOW + 7200),
        True,
        False,
        [],
        [NOW],
        {},
        NOW + 7200.5,
        NOW - 7200.5,
        0,
        -1,
        1000 * NOW,
        1e300,
    )
)


@st.composite
def trials(draw: st.DrawFn, *, dates: bool) -> Trial:
    """A trial. The claims stand in any order, since some verifiers stop at the first that fails.

    With `dates`, one of exp, nbf and iat may be of any type.
    """
    absent = draw(st.sets(st.sampled_from(sorted(_claims)), max_size=2))
    names = [name for name in draw(st.permutations(sorted(_claims))) if name not in absent]
    claims = {name: draw(_claims[name]) for name in names}
    if dates and draw(st.sampled_from((False,) * 5 + (True,))):
        claims[draw(st.sampled_from(("exp", "nbf", "iat")))] = draw(_ill_typed_moments)
    if draw(st.sampled_from((False,) * 19 + (True,))):
        claims["at_hash"] = "MTIzNDU2Nzg5MDEyMzQ1Ng"
    return Trial(
        claims=claims,
        audiences=draw(settings),
        issuers=draw(issuers),
        algorithm=draw(st.sampled_from(("HS256",) * 9 + ("RS256",))),
        signature_valid=draw(st.sampled_from((True,) * 19 + (False,))),
    )
