"""What is wrong with a token as a text, told as a value instead of an exception."""

import json
from enum import StrEnum

from forwhom.record import dataclass

_SHOWN = 40


class Where(StrEnum):
    """The part that a defect is about."""

    TOKEN = "token"
    HEADER = "header"
    PAYLOAD = "payload"
    SIGNATURE = "signature"
    KEY_SET = "key-set"


class DefectCode(StrEnum):
    """What a defect is, as a stable slug that names the bad thing."""

    # the text around and between the parts
    TOO_LONG = "too-long"
    SCHEME_WORD = "scheme-word"
    QUOTES = "quotes"
    WHITE_SPACE = "white-space"
    PERCENT_ENCODING = "percent-encoding"
    HTML_ENTITY = "html-entity"
    STRING_ESCAPE = "string-escape"
    SEVERAL_TOKENS = "several-tokens"
    SHORTENED = "shortened"
    SEGMENTS = "segments"
    EMPTY_SEGMENT = "empty-segment"
    SELECTIVE_DISCLOSURE = "selective-disclosure"
    # base64url
    BASE64_PADDING = "base64-padding"
    BASE64_ALPHABET_STANDARD = "base64-alphabet-standard"
    BASE64_ALPHABET = "base64-alphabet"
    BASE64_LENGTH = "base64-length"
    BASE64_NOT_CANONICAL = "base64-not-canonical"
    # JSON
    UTF8_INVALID = "utf8-invalid"
    UTF8_BOM = "utf8-bom"
    UTF16 = "utf16"
    LONE_SURROGATE = "lone-surrogate"
    JSON_SYNTAX = "json-syntax"
    JSON_TRUNCATED = "json-truncated"
    JSON_DUPLICATE_NAME = "json-duplicate-name"
    JSON_NOT_AN_OBJECT = "json-not-an-object"
    JSON_NAN = "json-nan"
    JSON_NUMBER_RANGE = "json-number-range"
    JSON_DEPTH = "json-depth"
    # JOSE header
    ALG_MISSING = "alg-missing"
    ALG_WRONG_TYPE = "alg-wrong-type"
    ALG_NONE = "alg-none"
    KID_WRONG_TYPE = "kid-wrong-type"
    KID_TOO_LONG = "kid-too-long"
    CRIT = "crit"
    B64 = "b64"
    EMBEDDED_KEY = "embedded-key"
    KEY_URL = "key-url"
    NESTED = "nested"
    ZIP = "zip"
    SIGNATURE_LENGTH = "signature-length"
    # Claims Set
    NUMERIC_DATE = "numeric-date"
    CLAIM_WRONG_TYPE = "claim-wrong-type"
    LOOK_ALIKE_NAME = "look-alike-name"
    # JWK Set
    KEY_SET_SHAPE = "key-set-shape"
    KEY_SHAPE = "key-shape"
    PRIVATE_KEY = "private-key"
    WEAK_KEY = "weak-key"
    ALG_NOT_FOR_KEY = "alg-not-for-key"
    DUPLICATE_KID = "duplicate-kid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One thing wrong: its code, the part it is about, a line that is true on its own, and a JSON Pointer or ""."""

    code: DefectCode
    where: Where
    text: str
    pointer: str = ""


def quoted(value: str) -> str:
    """A string as it may stand in a line of text: as ASCII JSON, cut after 40 characters with the count."""
    if len(value) <= _SHOWN:
        return json.dumps(value)
    return f"{json.dumps(value[:_SHOWN])} and {len(value) - _SHOWN} characters more"


def subject(where: Where) -> str:
    """The part as the subject of a sentence about its JSON."""
    return "the JSON text" if where in {Where.TOKEN, Where.KEY_SET} else f"the {where}"


def escape_pointer(name: str) -> str:
    """A member's name as one step of a JSON Pointer.

    Source: RFC 6901 section 3
    """
    return name.replace("~", "~0").replace("/", "~1")


# With one of these a strict reader refuses the text before it looks at a claim.
MALFORMED = frozenset(
    {
        DefectCode.TOO_LONG,
        DefectCode.SCHEME_WORD,
        DefectCode.QUOTES,
        DefectCode.WHITE_SPACE,
        DefectCode.PERCENT_ENCODING,
        DefectCode.HTML_ENTITY,
        DefectCode.STRING_ESCAPE,
        DefectCode.SEVERAL_TOKENS,
        DefectCode.SHORTENED,
        DefectCode.SEGMENTS,
        DefectCode.EMPTY_SEGMENT,
        DefectCode.BASE64_ALPHABET_STANDARD,
        DefectCode.BASE64_ALPHABET,
        DefectCode.BASE64_LENGTH,
        DefectCode.UTF8_INVALID,
        DefectCode.JSON_SYNTAX,
        DefectCode.JSON_TRUNCATED,
        DefectCode.JSON_NOT_AN_OBJECT,
        DefectCode.ALG_MISSING,
        DefectCode.ALG_WRONG_TYPE,
    }
)
