"""The JWK Set of an authorization server: which keys can be used, and whether one of them signed a token.

Source: RFC 7517, RFC 8725 section 3.1
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forwhom.jwt import jwks
from forwhom.jwt.defect import quoted
from forwhom.oidc.step import Check, failed, note, passed, warning
from forwhom.report.value import shown
from forwhom.resource_server.compact import decoded
from forwhom.resource_server.jwk import Unfit, VerificationKey, load

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue
    from forwhom.jwt.jwks import KeySet
    from forwhom.jwt.token import Token

_MAX_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys as they are described, and those that verify."""

    description: KeySet
    usable: tuple[VerificationKey, ...] = field(default=(), repr=False)
    reasons: tuple[str | None, ...] = ()


def read(document: JsonValue) -> Keys:
    """The keys of a JWK Set. Never raises. Symmetric keys are never used: whoever reads the set could sign."""
    entries = document.get("keys") if isinstance(document, dict) else None
    usable: list[VerificationKey] = []
    reasons: list[str | None] = []
    for entry in entries if isinstance(entries, list) else ():
        key = load(entry)
        if isinstance(key, VerificationKey) and not key.secret:
            usable.append(key)
            reasons.append(None)
        else:
            reasons.append(key.reason if isinstance(key, Unfit) else "the key is a shared secret, published")
    return Keys(jwks.read(document), tuple(usable), tuple(reasons))


def review(keys: Keys) -> tuple[Check, ...]:
    """What is to be said about the set and each of its keys."""
    checks: list[Check] = []
    count = len(keys.usable)
    if count:
        checks.append(passed(f"{count} key{'' if count == 1 else 's'} can verify signatures"))
    else:
        checks.append(failed("no key of the set can verify a signature", "RFC 7517 section 5"))
    described = keys.description
    checks += [
        failed(defect.text, "RFC 7517") if defect.code in {"private-key", "weak-key"} else warning(defect.text)
        for defect in (*described.defects, *(one for key in described.keys for one in key.defects))
    ]
    without = sum(key.kid is None for key in described.keys)
    if without and len(described.keys) > 1:
        checks.append(warning(f"{without} of the {len(described.keys)} keys have no kid", "RFC 7517 section 4.5"))
    known = {check.text for check in checks}
    checks += [note(f"not used: {reason}") for reason in keys.reasons if reason and reason not in known]
    return tuple(checks)


def facts(keys: Keys) -> tuple[tuple[str, str], ...]:
    """A line for each key."""
    lines = [
        (
            shown(key.kid) if key.kid is not None else "no kid",
            ", ".join(
                part
                for part in (
                    " ".join(filter(None, (key.kty, key.crv))),
                    f"{key.bits} bits" if key.bits else "",
                    key.alg and f"alg {key.alg}",
                    key.use and f"use {key.use}",
                )
                if part
            ),
        )
        for key in keys.description.keys[:_MAX_SHOWN]
    ]
    more = len(keys.description.keys) - _MAX_SHOWN
    return (*lines, ("and", f"{more} more")) if more > 0 else tuple(lines)


def verified(raw: str, token: Token, keys: Keys | None) -> tuple[bool | None, str]:
    """Whether a key of the issuer signed this token, and a sentence about it; `None` where that cannot be told.

    Source: RFC 7515 section 5.2, RFC 7517 section 4.5
    """
    if token.header is None or raw.count(".") != 2:  # noqa: PLR2004 - the three parts of a JWS
        return None, "it is no signed JWT, so that only its issuer can say what it is"
    alg, kid = token.header.get("alg"), token.header.get("kid")
    if alg == "none":
        return False, "it is not signed (alg none)"
    if keys is None:
        return None, "its signature was not verified, because the keys could not be had"
    if not isinstance(alg, str):
        return False, "its header names no alg"
    if alg.startswith("HS"):
        return None, f"its signature ({alg}) can be verified by holders of the client secret only"
    fitting = [key for key in keys.usable if alg in key.verifications and (kid is None or key.kid == kid)]
    if not fitting:
        which = f"with the kid {quoted(kid)} " if isinstance(kid, str) else ""
        return False, f"no key {which}for {quoted(alg)} is in the key set of the issuer"
    signing_input, _, signature = raw.rpartition(".")
    data = decoded(signature.encode("utf-8", "replace")) or b""
    if any(key.verifications[alg](signing_input.encode("utf-8", "replace"), data) for key in fitting):
        return True, f"its signature ({alg}) is verified with a key of the issuer"
    return False, f"no key of the issuer verifies its signature ({alg})"
