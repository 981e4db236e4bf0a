"""PyPI and TestPyPI on the tokens of trusted publishing: one audience, as a plain string.

Source: pypi/warehouse, warehouse/oidc/services.py
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.finding import Party
from forwhom.jwt.json import JsonValue
from forwhom.retold import retold
from forwhom.verifier import Basis, Check, Message, Recipe, Setting, Verifier, alike
from forwhom.verifiers import pyjwt

MISMATCH = Message(
    template="malformed or invalid token",
    sample='{"message":"Token request failed","errors":[{"code":"invalid-token","description":"malformed or invalid token"}]}',
    codes=(
        "aud-mismatch",
        "aud-list-shape",
        "signature-invalid",
        "token-expired",
    ),
    status=422,
    exception="invalid-token",
    note="A wrong audience, several audiences, a bad signature and an expired token all get this one text.",
)
ISSUER = Message(
    template="unknown trusted publishing issuer",
    sample='{"message":"Token request failed","errors":[{"code":"invalid-payload","description":"unknown trusted publishing issuer"}]}',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=422,
    exception="invalid-payload",
)
PUBLISHER = Message(
    template="valid token, but no corresponding publisher ({detail})",
    sample='{"message":"Token request failed","errors":[{"code":"invalid-publisher","description":"valid token, but no corresponding publisher (Publisher with matching claims was not found)"}]}',
    codes=("subject-mismatch",),
    check=Check.SUBJECT,
    status=422,
    exception="invalid-publisher",
    note="The audience was in order; repository, workflow or environment do not fit any publisher.",
)
MALFORMED = Message(
    template="malformed JWT",
    sample='{"message":"Token request failed","errors":[{"code":"invalid-payload","description":"malformed JWT"}]}',
    codes=(
        "token-malformed",
        "token-opaque",
    ),
    check=Check.STRUCTURE,
    status=422,
)
USED = Message(
    template="invalid token: already used",
    sample='{"message":"Token request failed","errors":[{"code":"invalid-reuse-token","description":"invalid token: already used"}]}',
    codes=(),
    check=Check.OTHER,
    status=422,
)


def _presence(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """Four claims have to be there and not be null."""
    return MISMATCH if any(claims.get(name) is None for name in ("iss", "iat", "exp", "aud")) else None


_DATES = {check: pyjwt.VERIFIER.special[check] for check in (Check.ISSUED_AT, Check.NOT_BEFORE, Check.EXPIRY)}

VERIFIER = Verifier(
    id="pypi-trusted-publishing",
    name="PyPI trusted publishing",
    kind="infrastructure",
    language="Python",
    versions="not recorded",
    basis=Basis.READ,
    sources=(
        "pypi/warehouse, warehouse/oidc/services.py, views.py",
        "PyJWT 2.15.1, run with the arguments that warehouse/oidc/services.py gives it",
        "pypi/warehouse, docs/user/trusted-publishers/using-a-publisher.md",
    ),
    aliases=("pypi",),
    hints=(
        "pypi",
        "trusted publish",
        "mint-token",
        "gh-action-pypi-publish",
    ),
    messages=(
        MISMATCH,
        ISSUER,
        PUBLISHER,
        MALFORMED,
        USED,
    ),
    audience=alike(MISMATCH, string_only=MISMATCH),
    order=(
        Check.STRUCTURE,
        Check.ISSUER,
        Check.SIGNATURE,
        Check.PRESENCE,
        Check.ISSUED_AT,
        Check.NOT_BEFORE,
        Check.EXPIRY,
        Check.AUDIENCE,
        Check.OTHER,
        Check.SUBJECT,
    ),
    failures={
        Check.STRUCTURE: MALFORMED,
        Check.ISSUER: ISSUER,
        Check.SIGNATURE: MISMATCH,
        Check.PRESENCE: MISMATCH,
        Check.ISSUED_AT: MISMATCH,
        Check.NOT_BEFORE: MISMATCH,
        Check.EXPIRY: MISMATCH,
        Check.OTHER: USED,
        Check.SUBJECT: PUBLISHER,
    },
    special={
        Check.PRESENCE: _presence,
        **retold(_DATES, lambda _: MISMATCH),
    },
    setting=Setting(
        name="the audience that /_/oidc/audience of the index names",
        keys=(
            "audience",
            "aud",
        ),
    ),
    recipe=Recipe(
        text="request the token for the audience of the index",
        language="yaml",
        code="""\
id_tokens:
  PYPI_ID_TOKEN:
    aud: $audience
""",
        party=Party.CLIENT,
    ),
    reveal="pypa/gh-action-pypi-publish prints the claims of the token that was refused",
    own=("pypi", "testpypi"),
    notes=(
        "The audience is pypi for PyPI and testpypi for TestPyPI.",
        "An array is refused even when it holds the right value alone.",
        "iss, iat, exp and aud have to be there; dates have a leeway of thirty seconds.",
    ),
)
