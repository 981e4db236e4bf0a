"""SmallRye JWT, as in Quarkus. jose4j does the work and gives the texts, which only the log shows.

Unlike bare jose4j it accepts any audience when none is configured.

Source: smallrye/smallrye-jwt, DefaultJWTTokenParser.java.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.record import replace
from forwhom.verifier import ACCEPT, Basis, Limit, Outcome, Recipe, Seen, Setting
from forwhom.verifiers import jose4j


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """Without a configured audience jose4j's check is left out."""
    return ACCEPT if expectation.audiences is NONE_CONFIGURED else jose4j.audience(claims, expectation)


VERIFIER = replace(
    jose4j.VERIFIER,
    id="smallrye-jwt",
    name="SmallRye JWT (Quarkus)",
    kind="framework",
    versions="source of 2026-04",
    basis=Basis.READ,
    sources=("smallrye/smallrye-jwt, DefaultJWTTokenParser.java",),
    builds_on="jose4j",
    aliases=("microprofile-jwt", "quarkus-smallrye-jwt"),
    hints=("smallrye", "io.quarkus", "mp.jwt.verify", "SRJWT"),
    audience=replace(jose4j.VERIFIER.audience, unset=ACCEPT, unset_malformed=ACCEPT, decide=_audience),
    failures=dict(jose4j.VERIFIER.failures),
    setting=Setting(
        name="mp.jwt.verify.audiences (old: smallrye.jwt.verify.aud)",
        keys=("mp.jwt.verify.audiences", "smallrye.jwt.verify.aud"),
    ),
    switch="leaving mp.jwt.verify.audiences out, which is the default",
    recipe=Recipe(
        text="set mp.jwt.verify.audiences, a list separated by commas",
        language="properties",
        code="""\
mp.jwt.verify.audiences=$audience
mp.jwt.verify.issuer=$issuer
""",
    ),
    limits=(
        Limit(
            text="Without mp.jwt.verify.audiences, which is the default, any audience passes.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="smallrye/smallrye-jwt, DefaultJWTTokenParser.java",
        ),
    ),
    reveal="the log category io.smallrye.jwt at DEBUG shows jose4j's exception; the client sees a bare 401",
    notes=("It takes a set of audiences: any of them is enough.", "The texts are jose4j's."),
)
