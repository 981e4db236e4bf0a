"""The page that holds every verifier against every classic situation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.classic import BY_ID, CLASSICS, EXPECTED
from forwhom.page import place
from forwhom.page.document import Code, Strong, listed, numbered, page, paragraph, said, section, table
from forwhom.page.place import Links, Place
from forwhom.page.words import prose, sentence

if TYPE_CHECKING:
    from forwhom.catalogue import Catalogue
    from forwhom.page.document import Page, Text
    from forwhom.prediction import Prediction
    from forwhom.verifier import Verifier

_SIGNS = {"accepted": "✓", "rejected": "✗"}


def matrix_page(catalogue: Catalogue) -> Page:
    """The matrix, one row a verifier, with what stands out above it."""
    links = Links(catalogue)
    verifiers = sorted(catalogue.verifiers.values(), key=lambda one: one.id)
    return page(
        Place(place.MATRIX),
        "Who accepts what",
        paragraph(
            "Every verifier of the catalogue in the same situations. The expected audience is ",
            Code(EXPECTED),
            " unless a "
            "column says otherwise; signature, issuer and times are in order. ✓ is accepted, ✗ refused; in brackets, as in (✓), "
            "what was not checked but follows from the verifier's other rules. The answers are computed from the catalogue's "
            "rules, and the last column says how those are known.",
        ),
        section("The situations", numbered(sentence(one.text) for one in CLASSICS)),
        section(
            "What stands out",
            *(
                paragraph(Strong(said(title)), " ", listed(links.verifier(one.id) for one in chosen), ".")
                for title, chosen in _remarkable(verifiers)
                if chosen
            ),
        ),
        section(
            "The matrix",
            table(
                ["verifier", *(f"{number} {one.short}" for number, one in enumerate(CLASSICS, start=1)), "basis"],
                (
                    [
                        links.verifier(one.id),
                        *(_sign(classic.predict(one)) for classic in CLASSICS),
                        one.basis.value,
                    ]
                    for one in verifiers
                ),
            ),
        ),
        section(
            "In which words",
            paragraph(
                prose(f"What each says when {BY_ID['other'].text}, and when {BY_ID['absent'].text}."),
                " ",
                prose("`forwhom matrix --found A --expected B` says it for your own pair."),
            ),
            table(
                ["verifier", "another audience", prose("no `aud`")],
                ([links.verifier(one.id), _words(one, "other"), _words(one, "absent")] for one in verifiers),
            ),
        ),
    )


def _sign(prediction: Prediction) -> str:
    sign = _SIGNS.get(prediction.outcome, "?")
    return f"({sign})" if prediction.inferred else sign


def _words(verifier: Verifier, situation: str) -> Text:
    predicted = BY_ID[situation].predict(verifier)
    if predicted.message is None:
        told = said(predicted.outcome)
    else:
        told = said(f"{predicted.status} " if predicted.status else "", Code(predicted.message))
    return said("(", told, ")") if predicted.inferred else told


def _remarkable(verifiers: list[Verifier]) -> tuple[tuple[str, list[Verifier]], ...]:
    """Those that do what many people do not expect, by what that is."""

    def doing(outcome: str, situation: str, among: list[Verifier]) -> list[Verifier]:
        return [one for one in among if BY_ID[situation].predict(one).outcome == outcome]

    indifferent = doing("accepted", "other", verifiers)
    careful = [one for one in verifiers if one not in indifferent]
    return (
        ("Accept an audience that is not the expected one:", indifferent),
        ("Forgive a trailing slash:", doing("accepted", "slash", careful)),
        ("Forgive another scheme:", doing("accepted", "scheme", careful)),
        (
            "Refuse a token that names an audience when none is configured, where it can be left out (others accept any):",
            doing("rejected", "none-set", [one for one in careful if one.kind != "cloud"]),
        ),
        ("Accept a token without `aud` although an audience is configured:", doing("accepted", "absent", careful)),
        ("Refuse an array even when it holds the expected audience alone:", doing("rejected", "array-of-one", careful)),
        (
            "Switch the check off when the configured audience is the empty string:",
            doing("accepted", "empty-string-set", careful),
        ),
    )
