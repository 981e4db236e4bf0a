"""What a verifier can be asked, where it takes less than any token and any setting."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tests.observed.trial import Trial
from tests.observed.trials import ISSUER, NOW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.jwt.json import JsonValue

_HOUR = 3600
#: A claim that a verifier needs and a trial lacks. Its absence is another fault than those compared here.
_USUAL: dict[str, JsonValue] = {"iss": ISSUER, "sub": "user", "iat": NOW - 2 * _HOUR, "exp": NOW + 2 * _HOUR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The limits of what is compared: every shape of `aud` and every setting of it, beside other faults of the token.

    The token is signed with a key pair; its other claims have their right types. `needs` are the claims that it always
    has, `never` those that it never has; `issuer` stands for the usual one, and is always configured unless `free`.
    `typ` is the header parameter. With `single`, settings of several audiences are left out, as no such call exists;
    with `configured`, settings of none. With `soon`, the token ends within two hours, as a longer lifetime is refused.
    With `fixed`, `issuer` is the only one that can be configured; with `anyone`, none can.
    """

    needs: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    issuer: str = ISSUER
    free: bool = False
    typ: str = "JWT"
    kid: str = "observed"
    single: bool = False
    configured: bool = False
    soon: bool = False
    fixed: bool = False
    anyone: bool = False
    extra: Mapping[str, JsonValue] = field(default_factory=dict["str", "JsonValue"])

    def fit(self, trial: Trial) -> Trial | None:
        """The trial within these limits; `None` when its setting lies outside."""
        if (self.single and trial.audiences is not None and len(trial.audiences) != 1) or (
            self.configured and not trial.audiences
        ):
            return None
        issuers = (ISSUER,) if self.fixed else trial.issuers[:1] if trial.issuers else None if self.free else (ISSUER,)
        if self.anyone:
            issuers = None
        return replace(
            trial,
            claims=self._claims(trial.claims),
            issuers=issuers and tuple(self._issuer(one) for one in issuers),
            payload=self._payload(trial),
            algorithm="RS256",
            header={"kid": self.kid, "typ": self.typ},
        )

    def _claims(self, claims: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        known = {
            name: self._issuer(value) if name == "iss" and isinstance(value, str) else value
            for name, value in claims.items()
            if name not in self.never and (name not in {"iss", "sub"} or (isinstance(value, str) and value))
        }
        usual = {name: self._issuer(value) if isinstance(value, str) else value for name, value in _USUAL.items()}
        if self.soon and isinstance(until := known.get("exp"), int):
            known["exp"] = min(until, NOW + 2 * _HOUR)
        return known | {name: usual[name] for name in self.needs if name not in known} | dict(self.extra)

    def _payload(self, trial: Trial) -> str | None:
        """A payload that names `aud` twice, with the other claims that are needed."""
        if trial.payload is None:
            return None
        others = {name: value for name, value in self._claims(trial.claims).items() if name not in {"iss", "aud"}}
        members = "".join(
            f', "{name}": {value if isinstance(value, int) else f"{chr(34)}{value}{chr(34)}"}'
            for name, value in others.items()
        )
        return trial.payload.replace(ISSUER, self.issuer).removesuffix("}") + members + "}"

    def _issuer(self, value: str) -> str:
        return self.issuer if value == ISSUER else value
