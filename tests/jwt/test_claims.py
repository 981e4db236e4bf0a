"""Claims Sets with registered claims of the wrong type, or with names that only look registered."""

import pytest

from forwhom.jwt.claims import claims_defects
from forwhom.jwt.defect import DefectCode
from forwhom.jwt.json import JsonValue
from tests.jwt.compact import codes


def test_a_sound_claims_set_has_no_defect() -> None:
    """JSON-17: absent claims are not this check's business, nor are private ones."""
    claims: dict[str, JsonValue] = {"iss": "a", "aud": 1, "exp": 1.5, "https://a/\u00e9": 1, "roles": ["x"]}
    assert list(claims_defects(claims)) == []


@pytest.mark.parametrize(
    ("value", "line"),
    [
        pytest.param("99999999999", "the claim nbf is a string, not a number of seconds", id="JSON-13-string"),
        pytest.param(True, "the claim nbf is a boolean, not a number of seconds", id="JSON-14"),
        pytest.param([], "the claim nbf is an array, not a number of seconds", id="JSON-13-array"),
        pytest.param(None, "the claim nbf is null, not a number of seconds", id="JSON-16"),
        pytest.param(-1, "the claim nbf is a negative number, a time before 1970", id="negative"),
        pytest.param(
            1711497600000, "the claim nbf is a time after the year 9999 when read in seconds", id="JSON-11-milliseconds"
        ),
    ],
)
def test_a_date_that_is_none_is_named(value: JsonValue, line: str) -> None:
    """The line says what stands there; present and malformed is never absent."""
    (defect,) = claims_defects({"nbf": value})
    assert (defect.code, defect.text, defect.pointer) == (DefectCode.NUMERIC_DATE, line, "/nbf")


@pytest.mark.parametrize("name", ["exp", "iat", "auth_time"])
def test_each_date_is_looked_at(name: str) -> None:
    """JSON-13: not only nbf."""
    assert codes(claims_defects({name: "1"})) == [DefectCode.NUMERIC_DATE]


@pytest.mark.parametrize("name", ["iss", "sub", "jti", "azp"])
def test_a_name_that_is_no_string_is_named(name: str) -> None:
    """The type is told."""
    assert [one.text for one in claims_defects({name: ["a"]})] == [f"the claim {name} is an array, not a string"]


def test_what_has_a_defect_already_gets_no_second() -> None:
    """JSON-10: a number that does not exist stands as null and was reported as what it is."""
    assert list(claims_defects({"exp": None, "iss": None}, frozenset({"/exp", "/iss"}))) == []


@pytest.mark.parametrize(
    "name",
    [
        *("exp", "nbf", "iat", "auth_time", "iss", "sub", "jti", "azp"),
        *("aud", "client_id", "scope", "scp", "nonce"),
    ],
)
def test_every_registered_name_has_look_alikes(name: str) -> None:
    """JSON-05: also those whose type is not looked at here."""
    (defect,) = claims_defects({name.upper(): "x"})
    assert defect.text.endswith(f'looks like "{name}" but is another name')


@pytest.mark.parametrize(
    "name",
    [
        *("AUD", "Aud", "aud ", "\u0430ud", "\uff41ud"),
        *(f"a{invisible}ud" for invisible in "\u00ad\u200b\u200c\u200d\u2060\ufeff"),
    ],
    ids=ascii,
)
def test_a_name_that_looks_like_a_registered_one_is_named(name: str) -> None:
    """JSON-05: case, blanks, invisible and foreign letters make another name."""
    (defect,) = claims_defects({"aud": "api", name: "evil"})
    assert defect.code is DefectCode.LOOK_ALIKE_NAME
    assert defect.text.endswith('looks like "aud" but is another name')


def test_two_normal_forms_of_one_name_are_named() -> None:
    """JSON-05: the decomposed twin of a custom claim is pointed out, a single one is not."""
    assert codes(claims_defects({"caf\u00e9": 1, "cafe\u0301": 2})) == [DefectCode.LOOK_ALIKE_NAME]
    assert list(claims_defects({"cafe\u0301": 2})) == []
