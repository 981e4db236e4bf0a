"""The device flow: a code on one screen, consent on another.

Source: RFC 8628
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.jwt import numeric_date
from forwhom.oidc import token_request
from forwhom.oidc.address import malformed
from forwhom.oidc.authorization import parameters
from forwhom.oidc.client import credentials
from forwhom.oidc.exchange import NamedBy, Request
from forwhom.oidc.follow_up import follow_up
from forwhom.oidc.step import Check, Step, failed, hinted, note, passed
from forwhom.oidc.walk import Instruct, Pause, send

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue
    from forwhom.oidc.follow_up import Wish
    from forwhom.oidc.relation import Relation
    from forwhom.oidc.step import Asked
    from forwhom.oidc.token_request import TokenResponse
    from forwhom.oidc.walk import Walk

#: Seconds between two polls where the server names none, and by which it asks to slow down.
INTERVAL = 5.0
_MOST = 60.0
_LIFE = 600.0


def device(
    at: Relation, at_request: Asked, at_poll: Asked, wishes: tuple[Wish, ...] = (), *, endpoint: str | None = None
) -> Walk[TokenResponse | None]:
    """The tokens that consent on another device brings; `None` where the walk ended before.

    `endpoint` stands in for the one of the metadata.
    """
    members = yield from _authorize(at, at_request, endpoint)
    if members is None:
        return None
    code = str(members["device_code"])
    interval = min(_seconds(members.get("interval"), INTERVAL), _MOST)
    left = min(_seconds(members.get("expires_in"), _LIFE), _LIFE)
    complete = members.get("verification_uri_complete")
    yield Instruct(
        user_code=str(members["user_code"]),
        verification_uri=str(members["verification_uri"]),
        complete=complete if isinstance(complete, str) and not malformed(complete) else None,
        seconds=left,
    )
    grant = token_request.device_code(code)
    polls = 0
    while True:
        yield Pause(interval)
        left -= interval
        polls += 1
        wanted = token_request.request(at, grant, at_poll)
        if wanted is None:
            yield _step(failed("the metadata names no token_endpoint", "RFC 8414 section 2"))
            return None
        answer = yield from send("poll", wanted)
        _, error, _ = token_request.read(answer, at.purpose)
        if not error or error.code not in {"authorization_pending", "slow_down"}:
            break
        if error.code == "slow_down":
            interval += INTERVAL
        if left <= 0:
            yield _step(failed(f"nobody entered the code in time; {polls} polls were sent", "RFC 8628 section 3.5"))
            return None
    asked = at_poll if at_poll.values else at_request
    response = yield from token_request.told(at, grant, asked, wanted, answer)
    yield from follow_up(response, wishes, at, asked)
    return response


def _authorize(at: Relation, asked: Asked, endpoint: str | None) -> Walk[dict[str, JsonValue] | None]:
    title = "Device authorization request"
    url = endpoint or at.server.metadata.endpoints.get("device_authorization_endpoint")
    if url is None:
        text = "the metadata names no device_authorization_endpoint"
        check = hinted(failed(text, "RFC 8628 section 4"), "name it, as the server documents it", "device-endpoint")
        yield Step(name="device-authorization", title=title, checks=(check,))
        return None
    headers, proof = credentials(at.client, at.server.issuer)
    form = (*parameters(asked), *proof)
    if all(name != "client_id" for name, _ in form):
        form = (*form, ("client_id", at.client.id))
    accept = ("Accept", "application/json")
    named_by = NamedBy.USER if endpoint else NamedBy.METADATA
    request = Request(method="POST", url=url, named_by=named_by, headers=(accept, *headers), form=form)
    answer = yield from send("device-authorization", request)
    members, error, checks = token_request.read(answer, at.purpose, grant=False)
    if members and not error:
        checks = (*checks, *_usable(members))
    fine = bool(members) and not error and all(check.outcome != "failed" for check in checks)
    yield Step(
        name="device-authorization",
        title=title,
        request=request,
        answer=answer,
        asked=asked,
        checks=checks,
        error=error,
    )
    return members if fine else None


def _usable(members: dict[str, JsonValue]) -> tuple[Check, ...]:
    reference = "RFC 8628 section 3.2"
    checks = [
        failed(f"the response lacks {name}", reference)
        for name in ("device_code", "user_code", "verification_uri", "expires_in")
        if not members.get(name)
    ]
    checks += [
        failed(f"the {name} is no text", reference, found=members[name])
        for name in ("device_code", "user_code", "verification_uri")
        if members.get(name) and not isinstance(members[name], str)
    ]
    address = members.get("verification_uri")
    if isinstance(address, str) and (trouble := malformed(address)):
        checks.append(failed(f"the verification_uri cannot be used: {trouble}", reference))
    if "interval" not in members:
        checks.append(note("it names no interval, so it is polled every 5 seconds", reference))
    return tuple(checks) or (passed("a device code and a user code came", reference),)


def _seconds(value: JsonValue, otherwise: float) -> float:
    read = numeric_date.read(value)
    return float(read) if read else otherwise


def _step(check: Check) -> Step:
    return Step(name="token", title="Token request: device code", checks=(check,))
