"""The keys of one JWK Set, found by key ID and algorithm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.finding import Evidence, Where
from forwhom.jwt import jwks
from forwhom.resource_server.jwk import Unfit, VerificationKey, load
from forwhom.resource_server.refusal import finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forwhom.finding import Finding
    from forwhom.jwt.json import JsonValue
    from forwhom.resource_server.algorithms import Verify

_MAX_NAMED = 8


class KeyTable:
    """What verifies a token of an algorithm and key ID; never changes once made."""

    def __init__(self, keys: Iterable[VerificationKey]) -> None:
        """A table of these keys, in the order of their document."""
        self.keys = tuple(keys)
        self.kids = frozenset(key.kid for key in self.keys if key.kid is not None)
        self._unnamed = tuple(key for key in self.keys if key.kid is None)
        self._only: dict[tuple[str, str | None], Verify] = {}
        for kid in (None, *self.kids):
            candidates = self._candidates(kid)
            for alg in self.algorithms:
                fitting = self._fitting(alg, candidates)
                if len(fitting) == 1:
                    self._only[alg, kid] = fitting[0]
        unnamed = {alg: self._fitting(alg, self._unnamed) for alg in self.algorithms}
        self._only_unnamed = {alg: fitting[0] for alg, fitting in unnamed.items() if len(fitting) == 1}

    @property
    def algorithms(self) -> frozenset[str]:
        """Every algorithm that a key fits."""
        return frozenset(alg for key in self.keys for alg in key.verifications)

    def find(self, alg: str, kid: str | None) -> Verify | None:
        """What verifies such a token; `None` where nothing does, or more than one key could.

        A key ID that no key has leads to the keys without one, and no key ID to all of them.

        Source: RFC 7515 section 4.1.4, RFC 7517 section 4.5
        """
        if kid is None or kid in self.kids:
            return self._only.get((alg, kid))
        return self._only_unnamed.get(alg)

    def covers(self, kid: str | None) -> bool:
        """Whether fetching the set anew would tell nothing more about this key ID."""
        return kid is None or kid in self.kids or not self.kids

    def why_not(self, alg: str, kid: str | None) -> Finding:
        """Why nothing was found."""
        candidates = self._candidates(kid)
        if not candidates:
            return finding(
                "key-not-found",
                "no key has this kid",
                found=kid,
                expected=sorted(self.kids)[:_MAX_NAMED],
                evidence=Evidence(Where.HEADER, "/kid"),
            )
        if self._fitting(alg, candidates):
            return finding(
                "key-not-found",
                "several keys fit, and the token does not say which one it means",
                evidence=Evidence(Where.HEADER),
            )
        return finding(
            "alg-not-allowed",
            "the key is of a type for other algorithms",
            found=alg,
            expected=sorted({alg for key in candidates for alg in key.verifications}),
            evidence=Evidence(Where.HEADER, "/alg"),
        )

    def _candidates(self, kid: str | None) -> tuple[VerificationKey, ...]:
        if kid is None:
            return self.keys
        if kid in self.kids:
            return tuple(key for key in self.keys if key.kid == kid)
        return self._unnamed

    @staticmethod
    def _fitting(alg: str, keys: Iterable[VerificationKey]) -> list[Verify]:
        return [key.verifications[alg] for key in keys if alg in key.verifications]


def read(document: JsonValue) -> tuple[list[VerificationKey], list[Unfit]]:
    """The keys of a JWK Set, or of a single JWK, and why its other entries are none. Never raises.

    Source: RFC 7517 section 5
    """
    keys: list[VerificationKey] = []
    unfit: list[Unfit] = []
    for one in _loaded(document):
        if isinstance(one, Unfit):
            unfit.append(one)
        else:
            keys.append(one)
    return keys, unfit


def _loaded(document: JsonValue) -> Iterator[VerificationKey | Unfit]:
    if isinstance(document, dict) and "keys" not in document and "kty" in document:
        yield load(document)
        return
    entries = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(entries, list) or not entries:
        yield Unfit(jwks.read(document).defects[0].text)
        return
    for entry in entries:
        yield load(entry)
