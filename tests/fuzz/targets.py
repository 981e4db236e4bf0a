"""What must hold for any bytes: three functions that take some, and raise where it does not hold.

The fuzzer feeds them in `tests/fuzz/run.py`; what is kept in `tests/fuzz/corpus` goes through them in every test run.
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

import jwt as pyjwt
from joserfc import jwk as joserfc_jwk
from joserfc import jws as joserfc_jws
from joserfc.errors import InvalidHeaderValueError, JoseError

from forwhom.catalogue import catalogue
from forwhom.diagnose import diagnose
from forwhom.gather import gather
from forwhom.jwt import jwks
from forwhom.jwt.json import parse_strict
from forwhom.jwt.token import decode
from forwhom.recognise import recognise
from forwhom.redact import mask
from forwhom.report import json as json_report
from forwhom.report.explanation import explanation
from forwhom.report.text import report
from forwhom.resemblance import MAX_LINES
from forwhom.resource_server.configuration_error import ConfigurationError
from forwhom.resource_server.keys import StaticKeys
from forwhom.resource_server.token_rejected import TokenRejected
from forwhom.wording import read as read_wording
from tests.resource_server.tokens import NOW, SECRET, signed, validator
from tests.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from forwhom.jwt.json import JsonValue

#: How many instructions of the interpreter an input of each target may cost at once, and then for each byte; twice as
#: many as without the fuzzer's own.
FIXED = {"token": 200_000, "jwk_set": 200_000, "error_text": 2_000_000}
EACH = 300
#: For each of the lines that are compared with every message they resemble, of which there are at most so many.
EACH_LINE = {"token": 0, "jwk_set": 0, "error_text": 1_000_000}
#: One input of so many is counted, chosen by its content, so that a finding can be repeated.
SAMPLE = 8

_JUDGE = validator(leeway=0)
_KNOWN = catalogue()


def token(data: bytes) -> None:
    """A token as text; or its header and payload in two lines, the first of which begins with a brace, to be signed.

    Reading it twice gives the same, the validator refuses by its own exception or accepts what PyJWT and joserfc do,
    and no refusal shows the signature or ends a line.
    """
    if data.startswith(b"{"):
        header, _, payload = data.partition(b"\n")
        text = signed(payload, header)
    else:
        text = data.decode("utf-8", "surrogateescape")
    assert decode(text) == decode(text)
    verdict = _verdict(text)
    assert verdict == _verdict(text)
    _counted("token", data, lambda: _verdict(text))
    if isinstance(verdict, str):
        assert verdict.isascii()
        assert verdict.isprintable()
        signature = text.rpartition(".")[2]
        assert len(signature) < len(SECRET) or signature not in verdict
        return
    assert pyjwt.decode(text, SECRET, algorithms=["HS256"], options=_PYJWT) == verdict
    seen = _joserfc_payload(text)
    assert seen is None or json.loads(seen) == verdict


def jwk_set(data: bytes) -> None:
    """A JWK Set as bytes: it is described without an exception, and refused by one of ours or made of real keys."""
    value = parse_strict(data).value
    assert jwks.read(value) == jwks.read(value)
    algorithms = _algorithms(data)
    assert algorithms == _algorithms(data)
    _counted("jwk_set", data, lambda: _algorithms(data))
    if isinstance(algorithms, str):
        assert algorithms.isprintable()
        return
    assert isinstance(value, dict)
    entries = value.get("keys", [value])
    assert isinstance(entries, list)
    # Those for encryption are passed over; at least one of the others is a key to joserfc as well.
    assert any(_is_key(entry) for entry in entries)


def error_text(data: bytes) -> None:
    """An error text, a log line or any other evidence: it is gathered, recognised, diagnosed and reported."""
    text = data.decode("utf-8", "surrogateescape")
    explained = _explained(text)
    if _is_sample(data):
        assert explained == _explained(text)
    _counted("error_text", data, lambda: _explained(text))
    masked = mask(text)
    assert mask(masked) == masked


TARGETS: dict[str, Callable[[bytes], None]] = {"token": token, "jwk_set": jwk_set, "error_text": error_text}


def _joserfc_payload(text: str) -> bytes | None:
    """The payload that joserfc verifies; `None` where the header is longer or of other values than it reads."""
    registry = joserfc_jws.JWSRegistry(algorithms=["HS256"], strict_check_header=False)
    if len(text.partition(".")[0]) > registry.max_header_length:
        return None
    try:
        return joserfc_jws.deserialize_compact(text, joserfc_jwk.OctKey.import_key(SECRET), registry=registry).payload
    except InvalidHeaderValueError:
        return None


# The dates were compared by us, at a time that PyJWT cannot be told.
_PYJWT: Any = {"verify_exp": False, "verify_nbf": False, "verify_iat": False, "verify_aud": False}


def _verdict(text: str) -> str | dict[str, JsonValue]:
    """The claims of an accepted token, or the text of the refusal."""
    try:
        return dict(_JUDGE.validate(text, NOW))
    except TokenRejected as cause:
        return str(cause)


def _algorithms(data: bytes) -> str | frozenset[str]:
    try:
        return StaticKeys(data).algorithms
    except ConfigurationError as error:
        return str(error)


def _is_key(entry: JsonValue) -> bool:
    if not isinstance(entry, dict):
        return False
    material: Any = {name: value for name, value in entry.items() if name in _MATERIAL}
    try:
        joserfc_jwk.import_key(material)
    except (JoseError, KeyError, ValueError):
        return False
    return True


_MATERIAL = frozenset({"kty", "crv", "n", "e", "x", "y", "k"})


def _explained(text: str) -> str:
    """Everything that is said about the text, as text and as JSON."""
    case = gather(text)
    answer = diagnose(case, _KNOWN)
    matches = recognise(text, _KNOWN.phrasebook)
    wording = read_wording(text)
    pieces = [segment.text for segment in report(answer)]
    pieces += [segment.text for segment in explanation(matches, wording, _KNOWN)]
    pieces += [json.dumps(one) for one in (json_report.diagnosis(answer), json_report.explanation(matches, wording))]
    return "".join(pieces)


def _is_sample(data: bytes) -> bool:
    return zlib.crc32(data) % SAMPLE == 0


def _counted(target: str, data: bytes, call: Callable[[], object]) -> None:
    """Fails where an input costs more instructions than its length allows."""
    if _is_sample(data):
        lines = min(1 + data.count(b"\n"), MAX_LINES)
        with Steps(FIXED[target] + EACH * len(data) + EACH_LINE[target] * lines):
            call()
