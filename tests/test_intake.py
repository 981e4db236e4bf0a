"""A text is read with the setting names of the verifier that is named, or that speaks in it."""

from __future__ import annotations

from forwhom.audience.expectation import UNKNOWN, Expectation
from forwhom.case import Case
from forwhom.catalogue import catalogue
from forwhom.intake import completed, intake
from forwhom.jwt.token import decode
from forwhom.record import replace

KNOWN = catalogue()


def test_a_named_verifier_tells_what_its_setting_is_called() -> None:
    """Under the name that the verifier gives its setting the expected audience is found."""
    text = "resource_server_id: my-api\n"
    assert intake(text, KNOWN).expectation.audiences is UNKNOWN
    assert intake(text, KNOWN, KNOWN.verifiers["rabbitmq-oauth2"]).expectation.values == ("my-api",)


def test_the_one_who_speaks_tells_it_as_well() -> None:
    """The verifier that prints the message is recognised first."""
    text = "jwt audience invalid. expected: a\n"
    assert intake(text, KNOWN).error == text.strip()


def test_the_setting_of_the_one_who_speaks_is_found() -> None:
    """It goes by the name that this verifier gives it."""
    text = "Authentication using OAuth 2/JWT token failed: {error,no_matching_aud_found}\nresource_server_id = my-api\n"
    assert intake(text, KNOWN).expectation.values == ("my-api",)


def test_what_a_message_holds_beside_itself_completes_the_case() -> None:
    """Settings, code and claims that somebody pasted into the error text are read, unless the case tells better."""
    text = 'Audience doesn\'t match\n\nAUDIENCE=https://orders.example\n{"aud": "billing", "email": "a@b.example"}\n'
    bare = completed(Case(error=text, verifier="pyjwt"), text, KNOWN)
    assert bare.error == "Audience doesn't match"
    assert bare.expectation.audiences == ("https://orders.example",)
    assert bare.token
    assert bare.token.claims == {"aud": "billing", "email": "a@b.example"}
    told = replace(bare, error=text, expectation=Expectation(audiences=("stock",), leeway=5), token=decode("x.y.z"))
    assert completed(told, text, KNOWN).expectation == Expectation(audiences=("stock",), leeway=5)
    assert completed(told, text, KNOWN).token == told.token


def test_a_message_alone_stays_as_it_is() -> None:
    """Its framing tells who spoke."""
    case = Case(error='{\n  "msg": "Invalid audience"\n}')
    assert completed(case, case.error or "", KNOWN) is case
