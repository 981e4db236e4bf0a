"""What the operator is told of a request that was refused, or would have been: as data, and safe in any log.

Nothing in it is the token: values are those of `iss`, `aud` and of the client, escaped and cut, and whatever is a piece
of the token is taken out of every text.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from forwhom.audience import audience as audience_of
from forwhom.audience.audience import Shape
from forwhom.finding import Party
from forwhom.jwt import numeric_date
from forwhom.record import dataclass
from forwhom.redact import escape, mask, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.jwt.json import JsonValue

#: The first member of each event, by which it is found in a log.
NAME = "forwhom.refusal"
SCHEMA = 1

_SHOWN = 200
_SEARCHED = 2000
# A value that was cut is somewhat longer than the limit, because the count stands in it.
_READ = 300
_MAX_VALUES = 10
_MAX_CODES = 5
_MAX_FIXES = 3
_CUT = "[cut]"
_CODE = re.compile(r"[a-z][a-z0-9-]{0,63}")
# In UTC; a second 60 is a leap second.
_TIME = re.compile(
    r"(?:19[7-9][0-9]|[2-9][0-9]{3})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)Z"
)
#: Runs of characters that tokens are made of, long enough not to be a word.
_RUN = re.compile(r"[A-Za-z0-9_\-]{12,}+")


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalEvent:
    """One refusal. `time` is in UTC to the second, `enforced` false where the request was let through all the same.

    `expected_audiences` is `None` where the audience goes unchecked. `issuer`, `audience` and `client` are what the
    token says, `None` where it says nothing; only when it is `verified` did the issuer say so. `audience` holds the
    JSON text of a value that is no string. `also` are the codes of further findings, `fixes` who can change what.
    """

    time: str
    enforced: bool
    status: int
    code: str
    also: tuple[str, ...] = ()
    title: str = ""
    because: str = ""
    fixes: tuple[tuple[Party, str], ...] = ()
    expected_audiences: tuple[str, ...] | None = None
    expected_issuers: tuple[str, ...] = ()
    expected_scopes: tuple[str, ...] = ()
    verified: bool = False
    issuer: str | None = None
    audience: tuple[str, ...] | None = None
    client: str | None = None
    kind: str = "http"
    method: str = ""
    path: str = ""


def shown(text: str, token: str | None = None) -> str:
    """The text as it may stand in a log: no token or piece of `token` in it, odd characters escaped, cut."""
    if len(text) > _SEARCHED:
        # What follows takes time with the length, and all but 200 characters would be cut anyway.
        text = f"{text[:_SEARCHED]} and {len(text) - _SEARCHED} characters more"
    if token:
        # Both ways: the text may hold a part of the token amid others, or a piece of such a part.
        for part in islice(_RUN.finditer(token), _MAX_VALUES):
            text = text.replace(part[0], _CUT)
        text = _RUN.sub(lambda run: _CUT if run[0] in token else run[0], text)
    return shorten(escape(mask(text)), _SHOWN)


def shown_audience(claims: Mapping[str, JsonValue], token: str | None = None) -> tuple[str, ...] | None:
    """The values of `aud` as they may stand in a log, at most ten; `None` where it is absent."""
    audience = audience_of.read(claims)
    if audience.shape is Shape.ABSENT:
        return None
    raw = audience.raw if isinstance(audience.raw, list) else [audience.raw]
    values = [one if isinstance(one, str) else json.dumps(one) for one in raw[:_MAX_VALUES]]
    more = [f"and {len(raw) - _MAX_VALUES} more"] if len(raw) > _MAX_VALUES else []
    return tuple(shown(value, token) for value in values + more)


def moment(now: float) -> str:
    """The time of an event at `now`, in seconds since the epoch, UTC."""
    return numeric_date.iso(now)


def as_json(event: RefusalEvent) -> dict[str, JsonValue]:
    """The event as one JSON object, schema 1, its name first."""
    return {
        "event": NAME,
        "schema": SCHEMA,
        "time": event.time,
        "enforced": event.enforced,
        "status": event.status,
        "code": event.code,
        "also": list(event.also),
        "title": event.title,
        "because": event.because,
        "fixes": [{"party": party, "text": text} for party, text in event.fixes],
        "expected": {
            "audiences": None if event.expected_audiences is None else list(event.expected_audiences),
            "issuers": list(event.expected_issuers),
            "scopes": list(event.expected_scopes),
        },
        "token": {
            "verified": event.verified,
            "iss": event.issuer,
            "aud": None if event.audience is None else list(event.audience),
            "client": event.client,
        },
        "request": {"kind": event.kind, "method": event.method, "path": event.path},
    }


def read(value: JsonValue) -> RefusalEvent | None:
    """The event that `as_json` wrote; `None` for any other value. Whatever it holds is cut again."""
    if not isinstance(value, dict) or value.get("event") != NAME:
        return None
    time, code = value.get("time"), value.get("code")
    if not (isinstance(time, str) and _TIME.fullmatch(time) and isinstance(code, str) and _CODE.fullmatch(code)):
        return None
    expected, token, request = (_object(value.get(name)) for name in ("expected", "token", "request"))
    status = value.get("status")
    return RefusalEvent(
        time=time,
        enforced=value.get("enforced") is True,
        status=status if isinstance(status, int) and 0 <= status < 1000 else 0,  # noqa: PLR2004 - as HTTP counts
        code=code,
        also=tuple(one for one in _texts(value.get("also")) or () if _CODE.fullmatch(one))[:_MAX_CODES],
        title=_text(value.get("title")) or "",
        because=_text(value.get("because")) or "",
        fixes=_fixes(value.get("fixes")),
        expected_audiences=_texts(expected.get("audiences")),
        expected_issuers=_texts(expected.get("issuers")) or (),
        expected_scopes=_texts(expected.get("scopes")) or (),
        verified=token.get("verified") is True,
        issuer=_text(token.get("iss")),
        audience=_texts(token.get("aud")),
        client=_text(token.get("client")),
        kind=_text(request.get("kind")) or "",
        method=_text(request.get("method")) or "",
        path=_text(request.get("path")) or "",
    )


def sentence(event: RefusalEvent) -> str:
    """The event as one line of ASCII for people."""
    parts = [f"{'refused' if event.enforced else 'would be refused'} with {event.status}: {event.code}: {event.title}"]
    parts += [
        f"{name} {json.dumps(value)}"
        for name, value in (("client", event.client), ("issuer", event.issuer))
        if value is not None
    ]
    if event.audience is not None:
        parts.append(f"audience {json.dumps(event.audience)}")
    if event.expected_audiences:
        parts.append(f"expected {json.dumps(event.expected_audiences)}")
    return ", ".join(parts).encode("ascii", "backslashreplace").decode("ascii")


def _object(value: JsonValue) -> Mapping[str, JsonValue]:
    return value if isinstance(value, dict) else {}


def _fixes(value: JsonValue) -> tuple[tuple[Party, str], ...]:
    fixes = map(_object, value[:_MAX_FIXES] if isinstance(value, list) else ())
    return tuple(
        (party, text)
        for fix in fixes
        for party in Party
        if party == fix.get("party") and (text := _text(fix.get("text"))) is not None
    )


def _text(value: JsonValue) -> str | None:
    if not isinstance(value, str):
        return None
    return _safe(value) if len(value) <= _READ else _safe.__wrapped__(value)


@lru_cache(maxsize=1024)
def _safe(text: str) -> str:
    # Most texts of a log stand in many of its events, and looking through them is most of the work.
    return shorten(escape(mask(text)), _READ)


def _texts(value: JsonValue) -> tuple[str, ...] | None:
    if not isinstance(value, list):
        return None
    return tuple(text for text in map(_text, value[: _MAX_VALUES + 1]) if text is not None)
