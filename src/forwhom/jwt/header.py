"""The JOSE header: parameters that are malformed, or that no token for a claims validator should carry."""

from collections.abc import Iterator

from forwhom.jwt.defect import Defect, DefectCode, Where, quoted
from forwhom.jwt.json import JsonValue

MAX_KID = 1024

_NOTABLE = frozenset({"crit", "b64", "jwk", "jku", "x5u", "x5c", "cty", "zip"})
_LINES = {
    "crit": (
        DefectCode.CRIT,
        "the header lists extensions in crit, which a verifier that does not know them must refuse",
    ),
    "b64": (DefectCode.B64, "the header has b64, which a JWT must not use"),
    "jwk": (DefectCode.EMBEDDED_KEY, "the header brings its own key in jwk, which proves nothing about the issuer"),
    "x5c": (DefectCode.EMBEDDED_KEY, "the header brings its own certificates in x5c"),
    "jku": (DefectCode.KEY_URL, "the header names an address for its keys in jku"),
    "x5u": (DefectCode.KEY_URL, "the header names an address for its certificates in x5u"),
    "zip": (DefectCode.ZIP, "the header says that the content is compressed (zip)"),
}
# Bytes of a signature where the algorithm alone decides it.
_LENGTHS = {"HS256": 32, "HS384": 48, "HS512": 64, "ES256": 64, "ES256K": 64, "ES384": 96, "ES512": 132, "Ed25519": 64}
_RSA = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
# The signature of a 2048-bit key, the smallest that RFC 7518 section 3.3 allows.
_RSA_LEAST = 256


def is_none(alg: JsonValue) -> bool:
    """Whether the algorithm is a spelling of none: a verifier that ignores case or blanks could take it for that."""
    return isinstance(alg, str) and alg.strip(" \t\r\n\0").lower() == "none"


def header_defects(header: dict[str, JsonValue]) -> Iterator[Defect]:
    """What is wrong with the members of a JOSE header, or worth a warning.

    Source: RFC 7515 section 4, RFC 7797 section 7, RFC 8725 sections 3.1 and 3.10
    """
    alg = header.get("alg")
    if isinstance(alg, str):
        if is_none(alg):
            line = f"the header's alg is {quoted(alg)}, so the token is not signed"
            yield _defect(DefectCode.ALG_NONE, line, "alg")
    elif "alg" in header:
        line = f"the header's alg is {type_name(alg)}, not a string"
        yield _defect(DefectCode.ALG_WRONG_TYPE, line, "alg")
    else:
        yield Defect(code=DefectCode.ALG_MISSING, where=Where.HEADER, text="the header has no alg")
    kid = header.get("kid", "")
    if not isinstance(kid, str):
        yield _defect(DefectCode.KID_WRONG_TYPE, f"the header's kid is {type_name(kid)}, not a string", "kid")
    elif len(kid) > MAX_KID:
        line = f"the header's kid is {len(kid)} characters long, more than {MAX_KID}"
        yield _defect(DefectCode.KID_TOO_LONG, line, "kid")
    if _NOTABLE.isdisjoint(header):
        return
    for name, value in header.items():
        if name in _LINES:
            code, line = _LINES[name]
            yield _defect(code, line, name)
        elif name == "cty" and _is_jwt(value):
            yield _defect(DefectCode.NESTED, "the payload is itself a token (cty is JWT)", "cty")


def signature_defects(header: dict[str, JsonValue], length: int) -> Iterator[Defect]:
    """Whether a signature of so many bytes can belong to the header's algorithm; says nothing about its value.

    Source: RFC 7518 sections 3.2 to 3.5, RFC 8037 section 3.1
    """
    alg = header.get("alg")
    if not isinstance(alg, str):
        return
    line = ""
    if is_none(alg):
        if length:
            line = "the header says that the token is not signed, yet a signature follows"
    elif length and alg in _RSA and length < _RSA_LEAST:
        line = f"the signature is {length} bytes long where {alg} makes at least {_RSA_LEAST}"
    elif length and length != _LENGTHS.get(alg, length):
        line = f"the signature is {length} bytes long where {alg} makes {_LENGTHS[alg]}"
    if line:
        yield Defect(code=DefectCode.SIGNATURE_LENGTH, where=Where.SIGNATURE, text=line)


def type_name(value: JsonValue) -> str:
    """The JSON type of a value as it stands in a sentence: `a number`."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "a string"
    return "an array" if isinstance(value, list) else "an object"


def _is_jwt(content_type: JsonValue) -> bool:
    return isinstance(content_type, str) and content_type.lower().removeprefix("application/") == "jwt"


def _defect(code: DefectCode, line: str, name: str) -> Defect:
    return Defect(code=code, where=Where.HEADER, text=line, pointer=f"/{name}")
