"""What a verifier can be asked, where it takes less than any token and any setting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from forwhom.jwt.json import JsonValue
from tests.observed.adapter import Adapter
from tests.observed.trial import Trial, fingerprint
from tests.observed.trials import ISSUER, NOW

_HOUR = 3600
#: A claim that a verifier needs and a trial lacks. Its absence is another fault than those compared here.
_USUAL: dict[str, JsonValue] = {
    "iss": ISSUER,
    "sub": "user",
    "exp": NOW + 2 * _HOUR,
    "iat": NOW - 2 * _HOUR,
    "nbf": NOW - 2 * _HOUR,
    "auth_time": NOW - 2 * _HOUR,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The limits of what is compared; without any, every trial is put as it was drawn.

    Of the token: `needs` are claims that it always has, `never` those that it never has, `texts` those that are text
    and not empty wherever they stand, `extra` those that it always has with this value. `typ` and `kid` are header
    parameters; `{fingerprint}` in the latter is that of the key. With `pair`, it is signed with a key pair; with
    `signed`, always well. With `soon`, it ends within two hours, as a longer lifetime is refused; with `recent`, it
    began within two hours; with `fresh`, it began now or more than a day ago, as one of hours is refused. With `once`,
    no claim is named twice. With `ordered`, the claims stand in the usual order, as the verifier looks at them as they
    come. With `dates`, exp, nbf and iat are of any type. With `plain`, no character of the payload is written as an
    escape.

    Of the setting: `issuers` says how many are configured: any number, one, at most one, none, or fixed, always the one
    in `issuer`. That replaces the usual one; `{audience}` in it is the first expected audience. With `single`, no
    setting of several audiences exists; with `configured`, none of no audience; with `nonempty`, none of an empty list.

    With `core`, the text of the entry is a part of the verifier's.
    """

    needs: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    extra: Mapping[str, JsonValue] = field(default_factory=dict["str", "JsonValue"])
    issuer: str = ISSUER
    issuers: str = "any"
    single: bool = False
    configured: bool = False
    nonempty: bool = False
    pair: bool = False
    typ: str = "JWT"
    kid: str = "observed"
    soon: bool = False
    recent: bool = False
    fresh: bool = False
    once: bool = False
    ordered: bool = False
    core: bool = False
    signed: bool = False
    dates: bool = False
    plain: bool = False

    @classmethod
    def of(cls, adapter: Adapter) -> Reach:
        """The limits that this adapter declares."""
        lists = {
            name: tuple(cast("list[str]", value)) for name, value in adapter.reach.items() if isinstance(value, list)
        }
        limits: dict[str, Any] = {**adapter.reach, **lists}
        return cls(**limits)

    def fit(self, trial: Trial) -> Trial | None:
        """The trial within these limits; `None` when its setting lies outside."""
        audiences = trial.audiences
        if "{audience}" in self.issuer and audiences:
            return replace(self, issuer=self.issuer.replace("{audience}", audiences[0])).fit(trial)
        if (
            (self.single and audiences is not None and len(audiences) > 1)
            or (self.configured and audiences is None)
            or (self.nonempty and audiences == ())
            or (self.once and trial.payload is not None)
        ):
            return None
        issuers = self._issuers(trial.issuers)
        return replace(
            trial,
            claims=self._claims(trial.claims),
            issuers=issuers and tuple(map(self._issuer, issuers)),
            payload=self._payload(trial),
            algorithm="RS256" if self.pair else trial.algorithm,
            signature_valid=trial.signature_valid or self.signed,
            plain=self.plain,
            header={"kid": self.kid.replace("{fingerprint}", fingerprint()), "typ": self.typ},
        )

    def _issuers(self, drawn: tuple[str, ...] | None) -> tuple[str, ...] | None:
        match self.issuers:
            case "any":
                return drawn
            case "one":
                return drawn[:1] if drawn else (ISSUER,)
            case "at most one":
                return drawn and drawn[:1]
            case "none":
                return None
            case "fixed":
                return (ISSUER,)
            case other:
                raise ValueError(f"{other} is no number of issuers")

    def _claims(self, claims: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        known = {
            name: self._issuer(value) if name == "iss" and isinstance(value, str) else value
            for name, value in claims.items()
            if name not in self.never and (name not in self.texts or (isinstance(value, str) and value))
        }
        if self.soon and isinstance(until := known.get("exp"), int):
            known["exp"] = min(until, NOW + 2 * _HOUR)
        if self.recent and isinstance(issued := known.get("iat"), int):
            known["iat"] = max(issued, NOW - 2 * _HOUR)
        missing = {name: _USUAL[name] for name in self.needs if name not in known}
        usual = {name: self._issuer(value) if isinstance(value, str) else value for name, value in missing.items()}
        claims = {**known, **usual, **self.extra}
        if self.fresh and isinstance(issued := claims.get("iat"), int) and NOW - 24 * _HOUR < issued < NOW:
            claims["iat"] = NOW
        if self.ordered:
            names = [name for name in ("iss", "sub", "aud", "exp", "nbf", "iat") if name in claims]
            claims = {name: claims[name] for name in (*names, *claims)}
        return claims

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
