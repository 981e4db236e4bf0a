"""A walk as an HTTP Archive, which browsers and proxies read. No secret and no signature stands in it.

Source: HTTP Archive (HAR) format 1.2
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from forwhom.jwt import numeric_date
from forwhom.oidc.exchange import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forwhom.jwt.json import JsonValue
    from forwhom.oidc.exchange import Answer, Pairs, Request
    from forwhom.oidc.redaction import Redaction

_FORM = "application/x-www-form-urlencoded"


def archive(exchanges: Iterable[tuple[Request, Answer]], redaction: Redaction, version: str) -> dict[str, JsonValue]:
    """The requests that were sent and their answers; `version` is that of forwhom."""
    entries: list[JsonValue] = [_entry(request, answer, redaction) for request, answer in exchanges]
    return {"log": {"version": "1.2", "creator": {"name": "forwhom", "version": version}, "entries": entries}}


def _entry(request: Request, answer: Answer, redaction: Redaction) -> dict[str, JsonValue]:
    milliseconds = round(answer.seconds * 1000, 1)
    fraction = f"{answer.started % 1:.3f}"[1:]
    return {
        "startedDateTime": numeric_date.iso(answer.started).replace("Z", f"{fraction}Z"),
        "time": milliseconds,
        "request": _request(request, redaction),
        "response": _response(answer, redaction),
        "cache": {},
        "timings": {"send": 0, "wait": milliseconds, "receive": 0},
        **({} if isinstance(answer, Failure) else {"serverIPAddress": answer.address}),
    }


def _request(request: Request, redaction: Redaction) -> dict[str, JsonValue]:
    url = redaction.url(request.url)
    query = parse_qsl(urlsplit(request.url).query, keep_blank_values=True)
    value: dict[str, JsonValue] = {
        "method": request.method,
        "url": url,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _named(redaction.headers(request.headers)),
        "queryString": _named(redaction.pairs(tuple(query))),
        "headersSize": -1,
        "bodySize": -1,
    }
    if request.form is not None:
        pairs = redaction.pairs(request.form)
        value["postData"] = {"mimeType": _FORM, "params": _named(pairs), "text": urlencode(pairs)}
    return value


def _response(answer: Answer, redaction: Redaction) -> dict[str, JsonValue]:
    nothing: dict[str, JsonValue] = {"httpVersion": "HTTP/1.1", "cookies": [], "headersSize": -1, "redirectURL": ""}
    if isinstance(answer, Failure):
        return {
            **nothing,
            "status": 0,
            "statusText": "",
            "headers": [],
            "content": {"size": 0, "mimeType": "x-unknown", "text": ""},
            "bodySize": -1,
            "comment": redaction.text(answer.text),
        }
    location = answer.header("location")
    return {
        **nothing,
        "status": answer.status,
        "statusText": next((one.phrase for one in HTTPStatus if one == answer.status), ""),
        "headers": _named(redaction.headers(answer.headers)),
        "content": {
            "size": len(answer.body),
            "mimeType": answer.header("content-type") or "",
            "text": redaction.body(answer),
        },
        "redirectURL": redaction.url(location) if location else "",
        "bodySize": len(answer.body),
    }


def _named(pairs: Pairs) -> list[JsonValue]:
    return [{"name": name, "value": value} for name, value in pairs]
