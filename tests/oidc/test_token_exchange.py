"""One token for another (RFC 8693).

None of the providers that run here has the grant of its own: oidc-provider leaves it to its operator, who writes it as
a custom grant, and the others refuse it. So the exchange itself is shown at a custom grant of oidc-provider, and the
refusals at the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.oidc import token_request
from forwhom.oidc.step import Asked, Match
from tests.oidc.hands import confidential, error, failures, token
from tests.oidc.walks import at_token, requested

if TYPE_CHECKING:
    from tests.oidc.conftest import Demo, Provider
    from tests.oidc.glewlwyd import Glewlwyd

API, OTHER = "https://api.example.test/", "https://other.example.test"
FOR_OTHER = Asked(audience=OTHER, where="token request")


def exchange(subject: str) -> token_request.Grant:
    """The grant with this subject token."""
    return token_request.exchange(subject, token_request.ACCESS_TOKEN_TYPE)


def test_a_token_for_another_api(op: Provider) -> None:
    """A token of one API is exchanged for one of another, asked for by audience."""
    svc = confidential("svc", op.secret)
    first = token(requested(op.issuer, svc, at_token(API))).raw
    steps = requested(op.issuer, svc, FOR_OTHER, grant=exchange(first))
    assert token(steps).audiences == (OTHER,)
    assert token(steps).match is Match.AS_ASKED
    assert ("issued_token_type", token_request.ACCESS_TOKEN_TYPE) in steps[-1].facts


def test_a_subject_token_of_nobody(op: Provider) -> None:
    """A subject token that the server does not know is refused as invalid_grant."""
    steps = requested(op.issuer, confidential("svc", op.secret), FOR_OTHER, grant=exchange("eyJhbGciOiJub25lIn0.e30."))
    assert error(steps) == "invalid_grant"


def test_an_audience_that_nobody_knows(op: Provider) -> None:
    """An audience that the server does not know is refused as invalid_target."""
    svc = confidential("svc", op.secret)
    first = token(requested(op.issuer, svc, at_token(API))).raw
    unknown = Asked(audience="https://unknown.example.test", where="token request")
    assert error(requested(op.issuer, svc, unknown, grant=exchange(first))) == "invalid_target"


def test_providers_without_the_grant(demo: Demo, glewlwyd: Glewlwyd, canaille: Provider) -> None:
    """django-oauth-toolkit and canaille call it unsupported; glewlwyd answers with a status and no error."""
    job = confidential("shop-job", demo.secrets["shop-job"])
    assert error(requested(demo.issuer, job, FOR_OTHER, grant=exchange("any"))) == "unsupported_grant_type"
    both = confidential("both", canaille.secret)
    assert error(requested(canaille.issuer, both, FOR_OTHER, grant=exchange("any"))) == "unsupported_grant_type"
    svc = confidential("svc", glewlwyd.secret)
    told = failures(requested(glewlwyd.issuer, svc, FOR_OTHER, grant=exchange("any")))
    assert told == ["status 400: it answers with an empty body where JSON was expected"]
