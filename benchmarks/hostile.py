"""Texts made to be slow: the worst that 64 KiB can do to each part, beside an ordinary token."""

from __future__ import annotations

import hmac
from functools import partial
from typing import TYPE_CHECKING

from benchmarks._timing import functions, report
from forwhom.audience.difference import relate
from forwhom.audience.placeholder import is_redacted, is_unresolved
from forwhom.catalogue import catalogue
from forwhom.gather import gather
from forwhom.jwt import base64url
from forwhom.jwt.token import decode
from forwhom.recognise import recognise
from forwhom.resource_server.configuration_error import ConfigurationError
from forwhom.resource_server.keys import StaticKeys
from forwhom.resource_server.token_rejected import TokenRejected
from forwhom.resource_server.validator import Validator
from forwhom.wording import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from forwhom.jwt.json import JsonValue

SIZE = 65536
AUDIENCE, ISSUER = "https://api.example.com", "https://auth.example.com"
SECRET = b"0123456789abcdef0123456789abcdef"
TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJodHRwczovL2FwaS5leGFtcGxlLmNvbSJ9.c2lnbmF0dXJl"
TEXTS = {
    "ten million dots": "." * 10_000_000,
    "dots": "." * SIZE,
    "braces": "{" + '"a":{' * 13000,
    "scheme words": "Bearer " * 9000,
    "percent signs": "%2" * 30000,
    "backslashes": "\\" * 60000,
}
LIKE_MESSAGES = "\n".join(
    f"error {line}: the Audience of the assertion does not match a Client app presenting an assertion, expected audience"
    for line in range(500)
)
PIECES = ("expected ", "aud ", "expected [", "${", "{{", "<", "your-", "audience ", "\\", "&amp;", "[")
PAIRS = {
    "two long paths": ("https://x/" + "a/" * 32000, "https://x/" + "b/" * 32000),
    "accented letters": ("\u00e9" * SIZE, "e\u0301" * SIZE),
    "groups of digits": ("0-" * 32768, "1-" * 32768),
}


_NAMES = f'"iss":"{ISSUER}","aud":"{AUDIENCE}","exp":4102444800'
_MEMBERS = ",".join(f'"{one:x}":1' for one in range(4500))
_LOOK_ALIKES = ",".join(f'"\u0430{one:x}":1' for one in range(3500))
_ESCAPES = "\\u0041" * 7500
_NEAR = ",".join(f'"{AUDIENCE}/{one}"' for one in range(1000))
_HEADER = base64url.encode(b'{"alg":"HS256","kid":"k1"}')
#: Signed with the right key, by an issuer that is trusted and means ill.
PAYLOADS = {
    "brackets": "[" * 48000,
    "objects": '{"a":' * 9000,
    "digits": f'{{{_NAMES},"x":{"9" * 45000}}}',
    "members": f'{{{_NAMES},{_MEMBERS},"sub":1}}',
    "look-alike names": f'{{{_NAMES},{_LOOK_ALIKES},"sub":1}}',
    "escapes": f'{{{_NAMES},"x":"{_ESCAPES}"}}',
    "one long audience": f'{{"iss":"{ISSUER}","aud":"{"/" * 45000}","exp":4102444800}}',
    "near misses": f'{{"iss":"{ISSUER}","aud":[{_NEAR}],"exp":4102444800}}',
}
KEYS: dict[str, dict[str, JsonValue]] = {
    "an exponent of 4096 bits": {"kty": "RSA", "n": "A" * 342, "e": "B" * 683},
    "a modulus of 16384 bits": {"kty": "RSA", "n": "B" * 2731, "e": "AQAB"},
    "a modulus of 400000 bits": {"kty": "RSA", "n": "B" * 66000, "e": "AQAB"},
}


def _judged(judge: Validator, token: str) -> None:
    try:
        judge.validate(token)
    except TokenRejected as cause:
        # Only when asked is it worked out why.
        str(cause)


def _unfit(key: dict[str, JsonValue]) -> None:
    try:
        StaticKeys(key)
    except ConfigurationError:
        return
    raise AssertionError


def _signed(payload: str) -> str:
    signing_input = f"{_HEADER}.{base64url.encode(payload.encode())}"
    return f"{signing_input}.{base64url.encode(hmac.digest(SECRET, signing_input.encode(), 'sha256'))}"


def main() -> None:
    """Measures and prints."""
    judge = Validator(
        audience=AUDIENCE, issuer=ISSUER, keys=StaticKeys.from_secret(SECRET, "k1"), algorithms=("HS256",)
    )
    texts = {**TEXTS, "letters": "A" * SIZE, "three parts of letters": f"{'A' * 21844}.{'A' * 21844}.{'A' * 21844}"}
    refusals: dict[str, Callable[[], object]] = {
        "a validator refuses a short token (yardstick)": partial(_judged, judge, TOKEN)
    }
    refusals |= {f"a validator refuses {name}": partial(_judged, judge, text) for name, text in texts.items()}
    refusals |= {
        f"a validator reads signed {name}": partial(_judged, judge, _signed(text)) for name, text in PAYLOADS.items()
    }
    refusals |= {f"no key with {name}": partial(_unfit, key) for name, key in KEYS.items()}
    report("A validator and 64 KiB", functions(refusals), next(iter(refusals)))
    subjects: dict[str, Callable[[], object]] = {"decode an ordinary token (yardstick)": partial(decode, TOKEN)}
    subjects |= {f"decode {name}": partial(decode, text) for name, text in TEXTS.items()}
    subjects |= {f"relate {name}": partial(relate, *pair) for name, pair in PAIRS.items()}
    subjects["recognise lines that resemble messages"] = partial(recognise, LIKE_MESSAGES, catalogue().phrasebook)
    subjects["gather lines that resemble messages"] = partial(gather, LIKE_MESSAGES)
    for piece in PIECES:
        text = piece * (SIZE // len(piece))
        subjects[f"gather {piece!r} over and over"] = partial(gather, text)
        subjects[f"wording of {piece!r} over and over"] = partial(read, text)
        subjects[f"recognise {piece!r} over and over"] = partial(recognise, text, catalogue().phrasebook)
        subjects[f"unresolved {piece!r} over and over"] = partial(is_unresolved, text)
        subjects[f"redacted {piece!r} over and over"] = partial(is_redacted, text)
    report("Hostile texts of 64 KiB", functions(subjects), "decode an ordinary token (yardstick)")


if __name__ == "__main__":
    main()
