"""Verifies a token's signature with joserfc, which `forwhom[verify]` installs. Nothing here is cryptography of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from joserfc import jws
from joserfc.errors import BadSignatureError, JoseError
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

if TYPE_CHECKING:
    from forwhom.cli.keys import Material
    from forwhom.jwt.json import JsonValue
    from forwhom.jwt.token import Token

_Key = RSAKey | ECKey | OKPKey | OctKey
#: A key serves only the algorithms of its own type: a public key is never taken for a secret.
_TYPES: dict[str, type[_Key]] = {"RS": RSAKey, "PS": RSAKey, "ES": ECKey, "Ed": OKPKey, "HS": OctKey}
_NAMES = {"RSA": RSAKey, "EC": ECKey, "OKP": OKPKey, "oct": OctKey}


def verify(raw: str, token: Token, material: Material) -> tuple[bool | None, str]:
    """Whether a key of the material verifies the signature; `None` and a note when none can be tried."""
    header = token.header or {}
    algorithm = header.get("alg")
    kind = _TYPES.get(algorithm[:2]) if isinstance(algorithm, str) else None
    if kind is None or not isinstance(algorithm, str):
        return None, "the signature was not verified: the header names no algorithm with a signature"
    keys = _keys(material, kind, header.get("kid"))
    if not keys:
        return None, "the signature was not verified: none of the keys fits the token's kid and alg"
    notes: list[str] = []
    for key in keys:
        try:
            jws.deserialize_compact(raw, key, algorithms=[algorithm])
        except BadSignatureError:
            continue
        except (JoseError, ValueError, TypeError) as error:
            notes.append(f"the signature was not verified: joserfc answers {type(error).__name__}")
            continue
        return True, ""
    return (None, notes[0]) if len(notes) == len(keys) else (False, "")


def _keys(material: Material, kind: type[_Key], kid: object) -> list[_Key]:
    """The keys of the right type, those with the token's key ID where it names one."""
    if material.key is not None:
        if kind is OctKey and b"-----BEGIN" in material.key:
            return []
        return _imported(kind, material.key.strip() if kind is OctKey else material.key)
    data = material.data
    entries: JsonValue = data.get("keys", [data]) if isinstance(data, dict) else None
    keys: list[_Key] = []
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, dict) or _NAMES.get(str(entry.get("kty"))) is not kind:
            continue
        if kid is None or entry.get("kid") in {None, kid if isinstance(kid, str) else None}:
            keys += _imported(kind, entry)
    return keys


def _imported(kind: type[_Key], value: object) -> list[_Key]:
    try:
        return [kind.import_key(cast("Any", value))]
    except (JoseError, ValueError, TypeError):
        return []
