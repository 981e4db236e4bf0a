"""A small catalogue of made-up entries, so that tests of the reasoning do not hang on real ones."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from forwhom.audience.listing import Listing
from forwhom.catalogue import Catalogue, catalogue, of
from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, Resource, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import AudienceRules, Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier

MISMATCH = Message(
    template="gatekeeper: audience {found} is none of {expected}",
    sample="gatekeeper: audience a is none of b, c",
    codes=("aud-mismatch",),
    expected_as=Listing.COMMA_BLANK,
    nothing=("nothing",),
)
MISSING = Message(template="gatekeeper: token without audience", sample="", codes=("aud-missing",))
ISSUER = Message(
    template="gatekeeper: issuer {issuer} is not {expected_issuer}",
    sample="",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
)
EXPIRED = Message(template="gatekeeper: too late", sample="", codes=("token-expired",), check=Check.EXPIRY)
HIDDEN = Message(
    template="gatekeeper: access refused for reasons",
    sample="",
    codes=("aud-mismatch", "iss-mismatch"),
    check=Check.OTHER,
    note="Gatekeeper hides its reasons.",
)
RULES = AudienceRules(
    mismatch=MISMATCH,
    unset=MISMATCH,
    absent=MISSING,
    null=MISSING,
    empty_array=MISSING,
    number=MISMATCH,
    other=MISMATCH,
    mixed=MISMATCH,
)
GATEKEEPER = Verifier(
    id="gatekeeper",
    name="Gatekeeper",
    kind="gateway",
    versions="1.0",
    basis=Basis.READ,
    sources=("example/gatekeeper",),
    aliases=("gate-keeper-lib", "Porter"),
    hints=("gatekeeper.Error",),
    messages=(MISMATCH, MISSING, ISSUER, EXPIRED, HIDDEN),
    audience=RULES,
    order=(Check.ISSUER, Check.EXPIRY, Check.AUDIENCE),
    failures={Check.ISSUER: ISSUER, Check.EXPIRY: EXPIRED},
    setting=Setting(name="gate.audiences", keys=("audiences",)),
    recipe=Recipe(text="name the audiences", language="python", code="Gate(audiences=[$audiences], issuer=$issuer)"),
    limits=(
        Limit(
            text="It trims nothing.",
            seen=Seen.REFUSED,
            versions="before 2",
            symptom="aud-mismatch",
            source="example/gatekeeper",
        ),
    ),
    reveal="start Gatekeeper with --verbose",
)
PORTER = replace(GATEKEEPER, id="porter", name="Gatekeeper", aliases=("old-porter",), hints=("porterd",))
LENIENT = replace(
    GATEKEEPER,
    id="lenient",
    name="Lenient Gate",
    aliases=(),
    hints=(),
    messages=(replace(MISMATCH, template="lenient: never"),),
    audience=replace(RULES, mismatch=replace(MISMATCH, template="lenient: never"), string_only=MISSING),
    limits=(),
    reveal="",
)
ACME = Provider(
    id="acme",
    name="Acme ID",
    issuer_pattern=r"https://id\.acme\.example/[a-z]+",
    issuer_examples=("https://id.acme.example/shop",),
    client_id_pattern=r"acme-[0-9]{6}",
    tokens=(
        TokenShape(kind=TokenKind.ACCESS_TOKEN, audience="the API"),
        TokenShape(kind=TokenKind.ID_TOKEN, audience="the client"),
    ),
    resources=(Resource(name="Acme Mail", values=("https://mail.acme.example",), pattern=r"urn:acme:mail:[0-9]+"),),
    mistakes=(
        Mistake(code="aud-trailing-slash", text="the slash is forgotten"),
        Mistake(code="no-such-code", text="nothing"),
        Mistake(code="token-expired", text="tokens live for a minute"),
    ),
    fixes=(
        Fix(Party.CLIENT, "add audience to the request", Snippet("text", "audience=$audience client=$client_id")),
        Fix(Party.AUTHORIZATION_SERVER, "add a mapper", Snippet("json", '{"aud": "$audience", "iss": "$issuer"}')),
        Fix(Party.AUTHORIZATION_SERVER, "or another"),
    ),
    basis=Basis.READ,
    sources=("example/acme",),
)


@cache
def made_up() -> Catalogue:
    """A catalogue with the real finding kinds and made-up verifiers and providers."""
    verifiers = {one.id: one for one in (GATEKEEPER, PORTER, LENIENT)}
    return of(verifiers, {ACME.id: ACME}, catalogue().kinds)
