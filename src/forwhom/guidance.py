"""What a diagnosis adds beside its findings: what was assumed, what to look at next, who would decide otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience import placeholder
from forwhom.audience.audience import NAMED
from forwhom.audience.expectation import UNKNOWN
from forwhom.finding import Confidence
from forwhom.prediction import predict
from forwhom.remedy import quoted

if TYPE_CHECKING:
    from forwhom.catalogue import Catalogue
    from forwhom.finding import Finding
    from forwhom.prediction import Prediction
    from forwhom.situation import Situation


def assumptions(situation: Situation) -> tuple[str, ...]:
    """What was taken for granted, each one whole sentence without its full stop."""
    assumed: list[str] = []
    if not situation.verifier and situation.expected and situation.audience:
        assumed.append(
            "no verifier is named or recognised, so the audiences are compared as RFC 7519 asks: exactly, with one match being enough"
        )
    if situation.product:
        rules = f"; it is taken to go by the rules of {situation.verifier.name}" if situation.verifier else ""
        assumed.append(f"the verifier {quoted(situation.product)} is not in the catalogue{rules}")
    if (
        situation.configured.values
        and situation.expected != situation.configured.values
        and situation.captured.expected
    ):
        assumed.append("the message states another expected audience than the settings; the message is believed")
    return tuple(assumed)


def next_steps(situation: Situation, causes: list[Finding]) -> tuple[str, ...]:
    """What to look at where the evidence does not settle the cause; empty when it does."""
    if causes and causes[0].confidence is Confidence.CERTAIN:
        return ()
    steps: list[str] = []
    redacted = [value for value in (*situation.found, *situation.expected) if placeholder.is_redacted(value)]
    if redacted:
        steps.append(
            f"the value {quoted(redacted[0])} was shortened or blacked out: compare the real values, character by character"
        )
    if situation.audience is None:
        steps.append(
            "decode a refused token and read its aud: forwhom decode reads it from standard input and keeps nothing"
        )
    if situation.expectation.audiences is UNKNOWN:
        setting = f" ({situation.verifier.setting.name})" if situation.verifier else ""
        steps.append(f"read which audience the running verifier is configured with{setting}")
    if (
        situation.verifier
        and situation.verifier.reveal
        and (situation.audience is None or situation.expectation.audiences is UNKNOWN)
    ):
        steps.append(f"where {situation.verifier.name} says more: {situation.verifier.reveal}")
    if situation.verifier and causes and causes[0].code == "verifier-limit":
        steps.append(
            f"find out which version of {situation.verifier.name} runs, and hold it against what is known of it:"
            f" forwhom verifiers {situation.verifier.id}"
        )
    speakers = dict.fromkeys(match.verifier for match in situation.matches)
    if not situation.case.verifier and len(speakers) > 1 and situation.matches[0].confidence is Confidence.POSSIBLE:
        steps.append(f"name the verifier: {len(speakers)} print this text, and they do not all compare alike")
    if not situation.verifier and not situation.matches and situation.refused:
        steps.append("find the verifier's own log line: the answer to the caller often hides the reason")
    return tuple(steps)


def otherwise(situation: Situation, catalogue: Catalogue) -> tuple[Prediction, ...]:
    """With no verifier known: those of the catalogue that decide about this audience in another way than RFC 7519."""
    if situation.verifier or situation.met is None or not situation.audience or situation.audience.shape not in NAMED:
        return ()
    usual = "accepted" if situation.met else "rejected"
    claims = {name: value for name, value in situation.claims.items() if name not in {"exp", "nbf", "iat"}}
    predictions = (predict(verifier, claims, situation.expectation) for verifier in catalogue.verifiers.values())
    return tuple(one for one in predictions if one.outcome not in {usual, "undetermined"})
