"""A case with everything that follows from it: who spoke, what was found and expected, what is ruled out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forwhom.audience import placeholder
from forwhom.audience.audience import ABSENT, NAMED, Audience, Shape
from forwhom.audience.audience import of as audience_of
from forwhom.audience.audience import read as read_audience
from forwhom.audience.difference import Difference, Kind, relate
from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN, Expectation, Unset
from forwhom.audience.match import EXACT, Comparison
from forwhom.finding import Confidence, Where
from forwhom.jwt.defect import DefectCode
from forwhom.message_match import NOTHING_CAPTURED, Captured, Match
from forwhom.narrative import read as read_narrative
from forwhom.prediction import Circumstances, Prediction, decide, predict
from forwhom.provider import named as named_provider
from forwhom.provider import recognise as recognise_provider
from forwhom.recognise import recognise
from forwhom.record import dataclass, replace
from forwhom.suspects import suspected
from forwhom.token_kind import Inference, infer
from forwhom.verifier import ACCEPT, Check
from forwhom.wording import Wording
from forwhom.wording import read as read_wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forwhom.case import Case
    from forwhom.catalogue import Catalogue
    from forwhom.jwt.json import JsonValue
    from forwhom.provider import Provider
    from forwhom.verifier import Verifier


@dataclass(frozen=True, slots=True)
class Pair:
    """A found and an expected value that differ, and how; `index` is the place of the found value in the claim."""

    found: str
    expected: str
    difference: Difference
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What the finding kinds are asked about.

    `audience` is what was found, `None` when the evidence does not tell; `seen_in` says where. `expectation` is what
    the verifier expects, as its own message states it or else as configured. `pairs` are the differing values, nearest
    first.
    `met` tells whether the audience passes this verifier's comparison, `None` when that cannot be told. `suspects` are
    the codes that the message can mean. `passed` are the checks that must have passed before the message was printed.
    `strict` tells that this verifier refused a difference that it usually forgives. `product` is the name given for the
    verifier where the catalogue does not know it; then `verifier` is the library in it, if that surely spoke.
    """

    case: Case
    claims: Mapping[str, JsonValue]
    header: Mapping[str, JsonValue]
    audience: Audience | None
    seen_in: Where
    expectation: Expectation
    configured: Expectation
    captured: Captured
    matches: tuple[Match, ...]
    verifier: Verifier | None
    provider: Provider | None
    providers: Mapping[str, Provider]
    provider_confidence: Confidence
    kind: Inference
    pairs: tuple[Pair, ...]
    met: bool | None
    suspects: Mapping[str, Confidence]
    passed: frozenset[Check]
    prediction: Prediction | None
    strict: bool = False
    product: str | None = None

    @property
    def found(self) -> tuple[str, ...]:
        """The audience values found; empty when none are named or known."""
        return self.audience.values if self.audience else ()

    @property
    def expected(self) -> tuple[str, ...]:
        """The audience values expected; empty when none are configured or known."""
        return self.expectation.values

    @property
    def refused(self) -> bool:
        """Whether the verifier is known to have refused the token."""
        return self.case.outcome == "rejected" or self.case.error is not None

    @property
    def speaks_of_audience(self) -> bool:
        """Whether the message, if there is one, leaves the audience as a cause; true when there is no message."""
        return not self.suspects or any(code.startswith(("aud-", "audience-")) for code in self.suspects)

    @property
    def blames_audience(self) -> bool:
        """Whether there is a message, and it is about nothing but the audience."""
        return _blames_audience(self.suspects)

    @property
    def comparison(self) -> Comparison:
        """How audience values are compared here: the verifier's way, or RFC 7519's when no verifier is known."""
        return self.verifier.audience.compare if self.verifier and not self.strict else EXACT

    @property
    def compares(self) -> str:
        """How audience values are compared here, as a sentence."""
        if self.verifier and self.strict:
            usual = f"{self.verifier.name} usually compares {self.verifier.audience.compare.text}"
            return f"{usual}; the one that refused this did not, so its version or a setting differs"
        if self.verifier:
            return f"{self.verifier.name} compares {self.comparison.text}"
        return f"no verifier is known, so RFC 7519 is assumed, which compares {self.comparison.text}"

    def sure(self, *values: str) -> Confidence:
        """Certain about these values, or only likely when somebody shortened or blacked them out."""
        return Confidence.LIKELY if any(map(placeholder.is_redacted, values)) else Confidence.CERTAIN

    def nearest(self, *kinds: Kind) -> Pair | None:
        """The nearest pair, when its difference is of one of these kinds."""
        pair = self.pairs[0] if self.pairs else None
        return pair if pair and not set(pair.difference.kinds).isdisjoint(kinds) else None


def consider(case: Case, catalogue: Catalogue) -> Situation:
    """The situation that a case describes. Never raises."""
    named = catalogue.verifier(case.verifier)
    spoken = case.error or ""
    matches = recognise(spoken, catalogue.phrasebook, named.id if named else None, case.surroundings)
    product = case.verifier if not named else None
    verifier = named or _speaker(matches, catalogue, product=product)
    wording = read_wording(case.error or "")
    surest = matches[0] if matches and matches[0].confidence is not Confidence.POSSIBLE else None
    captured = _told(_captured(matches, wording), read_narrative(case.error or ""))
    if not surest:
        # What stands behind words of anybody, which the text of the one that is known does not show.
        captured = _told(captured, wording.captured)
    claims = dict(case.token.claims or {}) if case.token else {}
    header = (case.token.header if case.token else None) or {}
    audience, seen_in = _audience(case, claims, captured, matches, wording.codes)
    if audience is not None and seen_in is Where.ERROR and audience.shape is not Shape.ABSENT:
        claims["aud"] = audience.raw
    if (issuer := _shown(captured.issuer)) and "iss" not in claims:
        claims["iss"] = issuer
    expectation = _expectation(case.expectation, captured)
    if expectation.audiences is UNKNOWN and verifier and audience and set(audience.values).isdisjoint(verifier.own):
        expectation = replace(expectation, audiences=verifier.own or UNKNOWN)
    provider, confidence = _provider(case, header, claims, catalogue)
    suspects = suspected(matches, wording)
    met = _met(verifier, claims, audience, expectation)
    strict = bool(met) and audience is not None and _blames_audience(suspects) and not _named(audience, expectation)
    met = met and not strict
    passed = _passed(verifier, surest)
    circumstances = Circumstances(
        now=None if passed & {Check.EXPIRY, Check.NOT_BEFORE} else case.now, signature_valid=case.signature_valid
    )
    return Situation(
        case=case,
        claims=claims,
        header=header,
        audience=audience,
        seen_in=seen_in,
        expectation=expectation,
        configured=case.expectation,
        captured=captured,
        matches=matches,
        verifier=verifier,
        provider=provider,
        providers=catalogue.providers,
        provider_confidence=confidence,
        kind=Inference(case.kind, Confidence.CERTAIN, "it was issued as one")
        if case.kind
        else infer(header, claims, provider),
        pairs=_pairs(audience, expectation, None if strict else verifier) if not met else (),
        met=met,
        suspects=suspects,
        passed=passed,
        prediction=_foretold(case, predict(verifier, claims, expectation, circumstances))
        if verifier and (claims or audience) and not strict
        else None,
        strict=strict,
        product=product,
    )


def _foretold(case: Case, prediction: Prediction) -> Prediction | None:
    """The prediction; of claims that only a message states, nothing is foretold but of the audience."""
    at_hand = case.token is not None and bool(case.token.claims)
    return prediction if at_hand or prediction.check in {None, Check.AUDIENCE} else None


def _speaker(matches: tuple[Match, ...], catalogue: Catalogue, *, product: str | None) -> Verifier | None:
    """Who printed the message; within a product that is not in the catalogue, the library that surely did."""
    needed = {Confidence.CERTAIN} if product else {Confidence.CERTAIN, Confidence.LIKELY}
    return catalogue.verifiers[matches[0].verifier] if matches and matches[0].confidence in needed else None


def _captured(matches: tuple[Match, ...], wording: Wording) -> Captured:
    """The values that the message states: as the catalogue reads it, or else as its plain words say."""
    stated = (match.captured for match in matches if match.captured != NOTHING_CAPTURED)
    about_audience = any(match.message.check is Check.AUDIENCE for match in matches if not match.altered)
    both = wording.captured.found is not None and wording.captured.expected is not None
    if both and matches and (matches[0].altered or matches[0].confidence is Confidence.POSSIBLE):
        # Whoever spoke, the words themselves call one value expected and the other found.
        return wording.captured
    return next(stated, NOTHING_CAPTURED if about_audience else wording.captured)


def _told(captured: Captured, told: Captured) -> Captured:
    """What the message states, and of what it does not what somebody tells in sentences."""
    return replace(
        captured,
        found=told.found if captured.found is None else captured.found,
        expected=told.expected if captured.expected is None else captured.expected,
    )


def _is_cut(case: Case) -> bool:
    """Whether the claims at hand are only the beginning of those in the token."""
    defects = case.token.defects if case.token else ()
    return any(defect.code in {DefectCode.JSON_TRUNCATED, DefectCode.JSON_SYNTAX} for defect in defects)


def _audience(
    case: Case,
    claims: Mapping[str, JsonValue],
    captured: Captured,
    matches: tuple[Match, ...],
    codes: tuple[str, ...],
) -> tuple[Audience | None, Where]:
    """The audience found, and where: in the token or claims at hand, or else in the message."""
    if "aud" in claims:
        return read_audience(claims), Where.CLAIMS
    values = None if captured.found is None else tuple(v for v in captured.found if not _is_hidden(v))
    if values and len(values) == 1 and matches and matches[0].message.codes[:1] == ("aud-many-unsupported",):
        # It is the one too many; those beside it are not shown.
        return None, Where.ERROR
    if values:
        return audience_of(values[0] if len(values) == 1 else list(values)), Where.ERROR
    if claims:
        return (None if _is_cut(case) else ABSENT), Where.CLAIMS
    if captured.found == ():
        return ABSENT, Where.ERROR
    said = matches[0].message.codes if matches else codes
    return (ABSENT, Where.ERROR) if said == ("aud-missing",) else (None, Where.ERROR)


def _is_hidden(value: str) -> bool:
    """Whether a program or reporter put a phrase in place of the whole value."""
    text = value.strip("[]<>*. ").lower()
    return not text or text.startswith(_HIDDEN) or _CODE.search(value) is not None


#: A string that code puts together; what stood in it nobody sees.
_CODE = re.compile(r"""["']\s?\+\s|\s\+\s?["']""")


_HIDDEN = ("pii is hidden", "pii of type", "redacted", "hidden", "masked", "removed", "system.string")


def _shown(value: str | None) -> str | None:
    """A value that a message states, unless a phrase stands in its place."""
    return None if value is None or (value and _is_hidden(value)) else value


def _expectation(given: Expectation, captured: Captured) -> Expectation:
    """What the verifier expects: its own words win over what somebody says is configured."""
    audiences: tuple[str, ...] | Unset = given.audiences
    if isinstance(audiences, tuple):
        audiences = tuple(value for value in audiences if not _is_hidden(value) or not value) or UNKNOWN
    if captured.expected == () and audiences is UNKNOWN:
        audiences = NONE_CONFIGURED
    stated = tuple(value for value in captured.expected or () if not _is_hidden(value))
    if stated and not set(stated) <= set(given.values):
        audiences = stated
    issuer = _shown(captured.expected_issuer)
    issuers = given.issuers or ((issuer,) if issuer else None)
    return Expectation(audiences=audiences, issuers=issuers, algorithms=given.algorithms, leeway=given.leeway)


def _provider(
    case: Case, header: Mapping[str, JsonValue], claims: Mapping[str, JsonValue], catalogue: Catalogue
) -> tuple[Provider | None, Confidence]:
    if case.provider and (known := named_provider(catalogue.providers, case.provider, claims)):
        return known, Confidence.CERTAIN
    for identifier, confidence in recognise_provider(catalogue.providers, header, claims)[:1]:
        return catalogue.providers[identifier], confidence
    return None, Confidence.POSSIBLE


def _met(
    verifier: Verifier | None,
    claims: Mapping[str, JsonValue],
    audience: Audience | None,
    expectation: Expectation,
) -> bool | None:
    if audience is None or expectation.audiences is UNKNOWN:
        return None
    if verifier:
        return decide(verifier.audience, claims, expectation) is ACCEPT
    if expectation.audiences is NONE_CONFIGURED:
        return None
    return _named(audience, expectation)


def _named(audience: Audience, expectation: Expectation) -> bool:
    """Whether one of the expected values stands in the claim, character by character."""
    return audience.shape in NAMED and not set(audience.values).isdisjoint(expectation.values)


def _blames_audience(suspects: Iterable[str]) -> bool:
    codes = list(suspects)
    return bool(codes) and all(code.startswith(("aud-", "audience-")) for code in codes)


_MAX_PAIRS = 24


def _pairs(audience: Audience | None, expectation: Expectation, verifier: Verifier | None) -> tuple[Pair, ...]:
    compare = verifier.audience.compare if verifier else EXACT
    found = audience.values[:_MAX_PAIRS] if audience else ()
    pairs = [
        Pair(one, other, difference, index)
        for index, one in enumerate(found)
        for other in expectation.values[:_MAX_PAIRS]
        if one and other and not compare.equal(one, other) and (difference := relate(one, other))
    ]
    return tuple(sorted(pairs, key=lambda pair: (pair.difference.nearness, -pair.difference.at)))


def _passed(verifier: Verifier | None, match: Match | None) -> frozenset[Check]:
    """The checks that come before the one that printed the message."""
    if not verifier or not match or verifier.reports_all or match.message.check not in verifier.order:
        return frozenset()
    if match.verifier != verifier.id or verifier.in_token_order:
        return frozenset()
    return frozenset(verifier.order[: verifier.order.index(match.message.check)])
