"""A JWK Set as a description of its public keys: enough to say why a token finds no key in it, no cryptography."""

from collections.abc import Iterator

from forwhom.jwt import base64url
from forwhom.jwt.defect import Defect, DefectCode, Where, quoted
from forwhom.jwt.header import type_name
from forwhom.jwt.json import JsonValue
from forwhom.record import dataclass, replace

MAX_KEYS = 1000

_PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
_CURVE_BITS = {
    "P-256": 256,
    "P-384": 384,
    "P-521": 521,
    "secp256k1": 256,
    "Ed25519": 256,
    "Ed448": 448,
    "X25519": 256,
    "X448": 448,
}
_RSA = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "RSA-OAEP", "RSA-OAEP-256", "RSA1_5"})
# An ECDSA algorithm has exactly one curve, an HMAC its least key length in bits.
_CURVE = {"ES256": "P-256", "ES384": "P-384", "ES512": "P-521", "ES256K": "secp256k1"}
_EDWARDS = {"EdDSA": {"Ed25519", "Ed448"}, "Ed25519": {"Ed25519"}, "Ed448": {"Ed448"}}
_HMAC = {"HS256": 256, "HS384": 384, "HS512": 512}
_SIGNING = _RSA.union(_CURVE, _EDWARDS, _HMAC)
_RSA_LEAST = 2048
_TEXTS = ("kid", "kty", "alg", "use", "crv")
_REQUIRED = {"RSA": ("n", "e"), "EC": ("crv", "x", "y"), "OKP": ("crv", "x"), "oct": ("k",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """The public description of one JWK; `bits` is the size of the key, private values are never kept."""

    kid: str | None
    kty: str | None
    alg: str | None
    use: str | None
    crv: str | None
    bits: int | None
    defects: tuple[Defect, ...] = ()


@dataclass(frozen=True, slots=True)
class KeySet:
    """The keys in the order of the document, and what is wrong with the document itself."""

    keys: tuple[Key, ...] = ()
    defects: tuple[Defect, ...] = ()


def read(data: JsonValue) -> KeySet:
    """The keys of a JWK Set, or of a single JWK; never raises.

    Source: RFC 7517 sections 4 and 5
    """
    if not isinstance(data, dict):
        return _no_set(f"the key set is {type_name(data)}, not a JSON object")
    if "keys" not in data:
        if "kty" in data:
            return KeySet(
                (_key(data, ""),), (_defect(DefectCode.KEY_SET_SHAPE, "this is a single key, not a key set", ""),)
            )
        return _no_set("the key set has no member keys")
    entries = data["keys"]
    if not isinstance(entries, list):
        return _no_set(f"the key set's member keys is {type_name(entries)}, not an array")
    defects: list[Defect] = []
    if not entries:
        defects.append(_defect(DefectCode.KEY_SET_SHAPE, "the key set has no keys", "/keys"))
    if len(entries) > MAX_KEYS:
        line = f"the key set has {len(entries)} keys, of which the first {MAX_KEYS} are read"
        defects.append(_defect(DefectCode.KEY_SET_SHAPE, line, "/keys"))
    keys: list[Key] = []
    seen: set[str] = set()
    for index, entry in enumerate(entries[:MAX_KEYS]):
        pointer = f"/keys/{index}"
        if not isinstance(entry, dict):
            line = f"an entry of the key set is {type_name(entry)}, not an object"
            defects.append(_defect(DefectCode.KEY_SHAPE, line, pointer))
            continue
        key = _key(entry, pointer)
        keys.append(key)
        if key.kid is not None and key.kid in seen:
            line = f"the key set has the kid {quoted(key.kid)} more than once"
            defects.append(_defect(DefectCode.DUPLICATE_KID, line, f"{pointer}/kid"))
        seen.add(key.kid or "")
    return KeySet(tuple(keys), tuple(defects))


def with_kid(key_set: KeySet, kid: str) -> tuple[Key, ...]:
    """The keys with exactly this key ID.

    Source: RFC 7517 section 4.5
    """
    return tuple(key for key in key_set.keys if key.kid == kid)


def fits(key: Key, alg: str) -> bool:
    """Whether a key of this type, curve and size can belong to the algorithm, and the key names no other one.

    Source: RFC 7518 sections 3.2 to 3.5, RFC 8037 section 3.1
    """
    if key.alg not in {None, alg}:
        return False
    match key.kty:
        case "RSA":
            return alg in _RSA
        case "EC":
            return _CURVE.get(alg, "") == key.crv or alg.startswith("ECDH-ES")
        case "OKP":
            return key.crv in _EDWARDS.get(alg, ()) or alg.startswith("ECDH-ES")
        case "oct":
            return alg in _HMAC and key.bits is not None and key.bits >= _HMAC[alg]
        case _:
            return False


def _key(entry: dict[str, JsonValue], pointer: str) -> Key:
    texts = {name: value for name in _TEXTS if isinstance(value := entry.get(name), str)}
    key = Key(
        kid=texts.get("kid"),
        kty=texts.get("kty"),
        alg=texts.get("alg"),
        use=texts.get("use"),
        crv=texts.get("crv"),
        bits=_bits(entry, texts.get("kty"), texts.get("crv")),
    )
    defects = (*_shape_defects(entry, key, pointer), *_strength_defects(entry, key, pointer))
    return replace(key, defects=defects)


def _shape_defects(entry: dict[str, JsonValue], key: Key, pointer: str) -> Iterator[Defect]:
    for name in _TEXTS:
        if name in entry and not isinstance(entry[name], str):
            line = f"the key's {name} is {type_name(entry[name])}, not a string"
            yield _defect(DefectCode.KEY_SHAPE, line, f"{pointer}/{name}")
    if "kty" not in entry:
        yield _defect(DefectCode.KEY_SHAPE, "the key has no kty", pointer)
    for name in _REQUIRED.get(key.kty or "", ()):
        if name not in entry:
            yield _defect(DefectCode.KEY_SHAPE, f"the {key.kty} key has no {name}", pointer)


def _strength_defects(entry: dict[str, JsonValue], key: Key, pointer: str) -> Iterator[Defect]:
    private = [name for name in entry if name in _PRIVATE]
    if private:
        line = f"the key is published with its secret members {', '.join(private)}"
        yield _defect(DefectCode.PRIVATE_KEY, line, pointer)
    if key.kty == "RSA":
        if key.bits is not None and key.bits < _RSA_LEAST:
            yield _defect(DefectCode.WEAK_KEY, f"the RSA key has {key.bits} bits, fewer than {_RSA_LEAST}", pointer)
        if _number(entry.get("e")) == b"\1":
            yield _defect(DefectCode.WEAK_KEY, "the RSA key has the exponent 1", f"{pointer}/e")
    if key.alg in _SIGNING and key.kty is not None and not fits(key, key.alg):
        curve = "" if key.crv is None else f" with the curve {quoted(key.crv)}"
        line = f"the key is for {quoted(key.alg)}, which does not fit its type {quoted(key.kty)}{curve}"
        yield _defect(DefectCode.ALG_NOT_FOR_KEY, line, f"{pointer}/alg")


def _bits(entry: dict[str, JsonValue], kty: str | None, crv: str | None) -> int | None:
    if kty == "RSA":
        modulus = _number(entry.get("n"))
        return 8 * (len(modulus) - 1) + modulus[0].bit_length() if modulus else None
    if kty == "oct":
        secret = entry.get("k")
        return 8 * len(base64url.decode(secret).data) if isinstance(secret, str) else None
    return _CURVE_BITS.get(crv or "")


def _number(value: JsonValue) -> bytes:
    """The bytes of a Base64urlUInt without leading zeros, empty where it is none."""
    return base64url.decode(value).data.lstrip(b"\0") if isinstance(value, str) else b""


def _no_set(line: str) -> KeySet:
    return KeySet((), (_defect(DefectCode.KEY_SET_SHAPE, line, ""),))


def _defect(code: DefectCode, line: str, pointer: str) -> Defect:
    return Defect(code=code, where=Where.KEY_SET, text=line, pointer=pointer)
