"""The sentences around the findings: who spoke, what that verifier would do, what was taken for granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.finding import Confidence, Party
from forwhom.report.value import plain

if TYPE_CHECKING:
    from forwhom.diagnosis import Diagnosis
    from forwhom.finding import Finding
    from forwhom.prediction import Prediction
    from forwhom.verifier import Verifier

PARTIES = {
    Party.RESOURCE_SERVER: "the resource server",
    Party.CLIENT: "the client",
    Party.AUTHORIZATION_SERVER: "the authorization server",
}
_MAX_NAMES = 4


def speaker(diagnosis: Diagnosis) -> str:
    """Who refused the token, or whom the settings name, with how sure that is."""
    situation = diagnosis.situation
    if situation.case.verifier:
        return _named(diagnosis, situation.case.verifier)
    if not situation.matches:
        return "No verifier of the catalogue is known to print this message." if situation.case.error else ""
    match = situation.matches[0]
    spoken = situation.verifier.name if situation.verifier else match.verifier
    status = f" with status {match.message.status}" if match.message.status else ""
    if match.altered and match.confidence is Confidence.LIKELY:
        return f"This looks like a refusal by {spoken}{status}: the text resembles a message of its own."
    match match.confidence:
        case Confidence.CERTAIN:
            return f"{spoken} refused this token{status} (recognised by its message)."
        case Confidence.LIKELY:
            return f"This looks like a refusal by {spoken}{status}: the message and the words around it are its own."
        case Confidence.POSSIBLE:
            names = list(dict.fromkeys(one.verifier for one in situation.matches))
            if len(names) == 1:
                why = (
                    "the text only resembles a message of its own"
                    if match.altered
                    else "the message is too short to be sure"
                )
                return f"This may be a refusal by {spoken}{status}: {why}."
            return f"The message may be that of {_either(names)}; nothing below rests on which."


def _named(diagnosis: Diagnosis, name: str) -> str:
    """What the message says about the verifier that the user named."""
    situation = diagnosis.situation
    verifier = situation.verifier
    if not verifier or situation.product:
        known = f"; the message is known from {situation.matches[0].verifier}" if situation.matches else ""
        rules = ", whose rules are assumed" if verifier else ""
        return f"The verifier {plain(name, 60)} is not in the catalogue{known}{rules}."
    if not situation.case.error:
        return f"{verifier.name} was named as the verifier."
    own = [one for one in situation.matches if one.verifier == verifier.id]
    if own:
        whose = "resembles one of its own" if all(one.altered for one in own) else "is its own"
        return f"{verifier.name} refused this token: it was named as the verifier, and the message {whose}."
    if situation.matches:
        return f"{verifier.name} was named as the verifier; the message is known from {situation.matches[0].verifier}."
    return f"{verifier.name} was named as the verifier; the message is none of those that the catalogue knows of it."


def prediction(diagnosis: Diagnosis, verifier: Verifier | None) -> str:
    """What the verifier would do with this token, as one sentence; empty when nothing is predicted."""
    return foretold(diagnosis.prediction, verifier) if diagnosis.prediction and verifier else ""


def foretold(predicted: Prediction, verifier: Verifier) -> str:
    """A prediction as one sentence; empty when it is undetermined."""
    if predicted.outcome == "accepted":
        accepts = f"{verifier.name} would accept this token, as long as whatever is not known here is in order."
        return accepts + unchecked(predicted.inferred)
    if predicted.outcome != "rejected":
        return ""
    status = f" with status {predicted.status}" if predicted.status else ""
    text = f': "{plain(predicted.message, 200)}"' if predicted.message else ""
    return f"{verifier.name} would refuse this token{status}{text}.{unchecked(predicted.inferred)}"


def unchecked(inferred: tuple[str, ...]) -> str:
    """The sentence that a prediction rests on rules nobody checked, after a blank; empty when it rests on none."""
    return " This follows from its other rules and was not checked." if inferred else ""


def verdict(diagnosis: Diagnosis) -> str:
    """The last word on the token in hand. It never calls a token valid."""
    if any(finding.severity == "error" for finding in diagnosis.findings):
        return ""
    if diagnosis.findings:
        return "No error was found, but see the notes above."
    if diagnosis.situation.met:
        return (
            "Nothing wrong was found: the audience is the expected one. What was not checked stands in the checklist."
        )
    return "Nothing wrong was found in what was given, but that does not settle whether the audience is right."


def surely(finding: Finding) -> str:
    """How sure the finding is, to stand after its code; empty when it is certain."""
    return "" if finding.confidence is Confidence.CERTAIN else f" ({finding.confidence})"


def _either(names: list[str]) -> str:
    if len(names) > _MAX_NAMES + 1:
        return f"{', '.join(names[:_MAX_NAMES])} or {len(names) - _MAX_NAMES} others"
    return f"{', '.join(names[:-1])} or {names[-1]}"
