"""JSON as strict as a token needs it, and what is left of damaged JSON."""

import json
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.jwt.defect import DefectCode, Where
from forwhom.jwt.json import MAX_DEPTH, JsonValue, parse_strict, salvage
from tests.jwt.compact import codes

_LEAVES = st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False, allow_infinity=False)
_VALUES = st.recursive(
    _LEAVES | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)
_OBJECTS = st.dictionaries(st.text(max_size=8), _VALUES, max_size=4)


@given(_VALUES, st.booleans())
def test_well_formed_json_has_no_defect(value: JsonValue, ascii_only: bool) -> None:  # noqa: FBT001
    """What the standard library writes is read back without a defect."""
    text = json.dumps(value, ensure_ascii=ascii_only)
    reading = parse_strict(f" {text}\r\n".encode("utf-8", "surrogatepass"))
    assert (reading.value, reading.defects, reading.complete) == (value, (), True)


@given(st.binary())
def test_any_bytes_have_a_reading(data: bytes) -> None:
    """Reading never raises, and an incomplete reading says why."""
    reading = parse_strict(data)
    assert reading.complete or reading.defects


@pytest.mark.parametrize(
    ("text", "pointer", "value"),
    [
        pytest.param('{"aud":"evil","aud":"api","exp":1}', "/aud", {"aud": "api", "exp": 1}, id="JSON-01"),
        pytest.param('{"alg":"none","alg":"HS256"}', "/alg", {"alg": "HS256"}, id="JSON-02"),
        pytest.param('{"cnf":{"jkt":"a","jkt":"b"}}', "/cnf/jkt", {"cnf": {"jkt": "b"}}, id="JSON-04"),
        pytest.param('[0,{"a/~":1,"a/~":2}]', "/1/a~1~0", [0, {"a/~": 2}], id="JSON-04-escaped-pointer"),
        pytest.param(r'{"aud":1,"\u0061ud":2}', "/aud", {"aud": 2}, id="JSON-01-escaped-name"),
    ],
)
def test_a_repeated_member_is_named_and_the_last_value_kept(text: str, pointer: str, value: JsonValue) -> None:
    """A member that stands twice is a defect with its place, at any depth."""
    reading = parse_strict(text.encode())
    assert (codes(reading.defects), reading.defects[0].pointer) == ([DefectCode.JSON_DUPLICATE_NAME], pointer)
    assert reading.value == value


def test_a_repetition_inside_a_dropped_value_does_not_hit_another_object() -> None:
    """An object that a later value replaces takes its own defects along, whatever object comes to lie in its place."""
    text = b'{"a":{"b":1,"b":2},"a":0,"c":[{"d":1},{"e":1},{"f":1}]}'
    assert [defect.pointer for defect in parse_strict(text).defects] == ["/a"]


def test_defects_are_not_counted_without_end() -> None:
    """JSON-28: a payload of repeated members does not flood the report."""
    text = "{" + ",".join(f'"{index // 2}":0' for index in range(1000)) + "}"
    assert len(parse_strict(text.encode()).defects) == 20


@pytest.mark.parametrize(
    ("depth", "found"),
    [
        pytest.param(MAX_DEPTH, [], id="JSON-07-64"),
        pytest.param(MAX_DEPTH + 1, [DefectCode.JSON_DEPTH], id="JSON-07-65"),
        pytest.param(100_000, [DefectCode.JSON_DEPTH], id="JSON-07-100000"),
    ],
)
def test_depth_is_limited(depth: int, found: list[DefectCode]) -> None:
    """64 nested arrays are read, 65 are refused."""
    reading = parse_strict(b"[" * depth + b"]" * depth)
    assert (codes(reading.defects), reading.complete) == (found, not found)


def test_many_brackets_side_by_side_are_not_deep() -> None:
    """Only nesting counts, and brackets in strings do not."""
    text = json.dumps([[], "[" * 70, '\\"['] * 50)
    assert parse_strict(text.encode()).complete


@pytest.mark.parametrize(
    ("number", "code"),
    [
        pytest.param("9" * 4301, DefectCode.JSON_NUMBER_RANGE, id="JSON-08-4301"),
        pytest.param("9" * 5000, DefectCode.JSON_NUMBER_RANGE, id="JSON-08-5000"),
        pytest.param("1e400", DefectCode.JSON_NUMBER_RANGE, id="JSON-10"),
        pytest.param("-1e309", DefectCode.JSON_NUMBER_RANGE, id="JSON-10-negative"),
        pytest.param("NaN", DefectCode.JSON_NAN, id="NaN"),
        pytest.param("-Infinity", DefectCode.JSON_NAN, id="Infinity"),
    ],
)
def test_a_number_that_does_not_exist_is_a_defect_with_its_place(number: str, code: DefectCode) -> None:
    """Such a number stands as null in the value, so that the value can be written again."""
    reading = parse_strict(f'{{"exp":{number},"l":[1]}}'.encode(), Where.PAYLOAD)
    assert (reading.value, codes(reading.defects)) == ({"exp": None, "l": [1]}, [code])
    assert reading.defects[0].pointer == "/exp"


def test_long_integers_are_refused() -> None:
    """JSON-08: a million digits are a number that does not exist, not an error of the interpreter."""
    reading = parse_strict(b'{"exp":' + b"9" * 1_000_000 + b"}")
    assert codes(reading.defects) == [DefectCode.JSON_NUMBER_RANGE]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b'{"a":"\xff"}', id="JSON-20-ff"),
        pytest.param(b'{"a":"\xc0\x80"}', id="JSON-20-overlong"),
        pytest.param(b'{"a":"\xed\xa0\x80"}', id="JSON-20-surrogate"),
    ],
)
def test_invalid_utf8_is_named_with_its_byte(data: bytes) -> None:
    """The line says at which byte UTF-8 ends; the rest is still shown."""
    reading = parse_strict(data, Where.PAYLOAD)
    assert codes(reading.defects) == [DefectCode.UTF8_INVALID]
    assert reading.defects[0].text == "the payload is not valid UTF-8 at byte 6"
    assert set(cast("dict[str, str]", reading.value)["a"]) == {"\ufffd"}


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"], ids="JSON-22-{}".format
)
def test_wide_encodings_are_read_and_named(encoding: str) -> None:
    """A payload in UTF-16 or UTF-32 is a defect that names the encoding."""
    reading = parse_strict('{"aud":"\u00fc"}'.encode(encoding))
    assert (reading.value, codes(reading.defects)) == ({"aud": "\u00fc"}, [DefectCode.UTF16])
    assert encoding[:6].upper() in reading.defects[0].text


def test_big_endian_mark_of_utf32_is_read() -> None:
    """JSON-22: the byte order mark of big-endian UTF-32 begins with zero bytes."""
    assert parse_strict(b"\0\0\xfe\xff" + "{}".encode("utf-32-be")).value == {}


def test_wide_text_that_is_cut_does_not_raise() -> None:
    """JSON-22: half a code unit at the end is read as damage."""
    assert codes(parse_strict(b"\xff\xfe{").defects) == [DefectCode.UTF16, DefectCode.JSON_SYNTAX]


def test_a_byte_order_mark_is_named() -> None:
    """The mark is dropped and reported."""
    reading = parse_strict(b"\xef\xbb\xbf{}")
    assert (reading.value, codes(reading.defects)) == ({}, [DefectCode.UTF8_BOM])


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        pytest.param(r'{"aud":"\ud800"}', "/aud", id="JSON-23-aud"),
        pytest.param(r'{"a":["x","\uDFFFx"]}', "/a/1", id="JSON-23-unread-claim"),
        pytest.param(r'{"\ud800":1}', "/\ud800", id="JSON-23-name"),
    ],
)
def test_a_lone_surrogate_is_named_and_printable(text: str, pointer: str) -> None:
    """Half of a surrogate pair is a defect whose line can be written anywhere."""
    (defect,) = parse_strict(text.encode()).defects
    assert (defect.code, defect.pointer) == (DefectCode.LONE_SURROGATE, pointer)
    assert defect.text.isascii()


def test_half_of_a_pair_may_stand_there_unescaped() -> None:
    """JSON-23: in a text that was pasted and not decoded."""
    reading = salvage('{"a":"x\ud800","b":1')
    assert reading.value == {"a": "x\ud800"}
    assert sorted(codes(reading.defects)) == ["json-truncated", "lone-surrogate"]


def test_309_digits_are_a_number() -> None:
    """JSON-08: as many as the largest double has, and not one more."""
    assert parse_strict(b"9" * 309).value == 10**309 - 1
    assert codes(parse_strict(b"9" * 310).defects) == [DefectCode.JSON_NUMBER_RANGE]


def test_a_surrogate_pair_is_no_defect() -> None:
    """JSON-23: an escaped pair is one character."""
    assert parse_strict(rb'{"a":"\ud83d\ude00"}').defects == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param('{"a":1} x', {"a": 1}, id="JSON-26-trailing"),
        pytest.param('{"a":1}{"a":2}', {"a": 1}, id="JSON-26-two-objects"),
        pytest.param('{"a":1/*c*/}', None, id="JSON-26-comment"),
        pytest.param('{"a":1,}', None, id="JSON-26-trailing-comma"),
        pytest.param("{'a':1}", None, id="JSON-26-single-quotes"),
        pytest.param("", None, id="JSON-26-empty"),
        pytest.param(' \n"a\tb"', None, id="JSON-26-raw-tab"),
    ],
)
def test_anything_but_one_json_value_is_a_syntax_defect(text: str, value: JsonValue) -> None:
    """Exactly one JSON value may stand there; what stands before the damage is kept."""
    reading = parse_strict(text.encode())
    assert (reading.value, codes(reading.defects), reading.complete) == (value, [DefectCode.JSON_SYNTAX], False)


@given(_OBJECTS, st.data())
def test_salvage_gives_the_first_members_of_a_cut_object(members: dict[str, JsonValue], data: st.DataObject) -> None:
    """Wherever an object is cut, what is salvaged is a run of its members from the front, values unchanged."""
    text = json.dumps(members, ensure_ascii=data.draw(st.booleans()))
    reading = salvage(text[: data.draw(st.integers(0, len(text)))])
    found = list(cast("dict[str, JsonValue]", reading.value or {}).items())
    assert found == list(members.items())[: len(found)]
    assert reading.complete != bool(reading.defects)


@given(st.text())
def test_salvage_never_raises(text: str) -> None:
    """Any text can be salvaged from, also one that is not JSON at all."""
    assert salvage(text).complete or salvage(text).defects


@pytest.mark.parametrize(
    ("text", "members", "line"),
    [
        (
            '{"a":1,"b":"x',
            {"a": 1},
            'the payload breaks off: it is whole only up to character 6, after the member "a"; the member "b" begins with "x"',
        ),
        (
            '{"a":1, "b" : 17',
            {"a": 1},
            'the payload breaks off: it is whole only up to character 6, after the member "a"; the member "b" begins with "17"',
        ),
        ('{"a":', {}, "the payload breaks off: it is whole only up to character 1"),
        ('{"a', {}, "the payload breaks off: it is whole only up to character 1"),
        ('{"a":1,}', {"a": 1}, 'the payload is not JSON from character 6 on, after the member "a"'),
        ('{"a":1}}', {"a": 1}, 'the payload is not JSON from character 6 on, after the member "a"'),
        ('{"a":1 "b":2}', {"a": 1}, 'the payload is not JSON from character 7 on, after the member "a"'),
        ('{"a" 1}', {}, "the payload is not JSON from character 1 on"),
        ('{"a" 12}', {}, "the payload is not JSON from character 1 on"),
        ('{"a":"x"', {"a": "x"}, 'the payload breaks off: it is whole only up to character 8, after the member "a"'),
        ('["a"', None, "the payload breaks off: it is whole only up to character 0"),
        ('{["a"]:1}', {}, "the payload is not JSON from character 1 on"),
        (
            '{"a":"x\\',
            {},
            'the payload breaks off: it is whole only up to character 1; the member "a" begins with "x\\\\"',
        ),
        (
            '{"a":"x\\"',
            {},
            'the payload breaks off: it is whole only up to character 1; the member "a" begins with "x\\\\\\""',
        ),
        ("{", {}, "the payload breaks off: it is whole only up to character 1"),
        ("'a'", None, "the payload is not JSON from character 0 on"),
        ("", None, "the payload is empty where JSON belongs"),
    ],
)
def test_salvage_says_where_it_broke_off(text: str, members: JsonValue, line: str) -> None:
    """The defect names the character and the last whole member; a value that was cut is not invented."""
    reading = salvage(text, Where.PAYLOAD)
    assert (reading.value, [defect.text for defect in reading.defects]) == (members, [line])


def test_salvage_of_a_whole_object_has_no_defect() -> None:
    """Nothing is wrong with an object that was not cut."""
    for text in ('{"a": 1 , "b":[2]} ', " {}", "{} ", '\t{\r"a"\n:\t1\r,\n"b"\t:\n2\t}\n'):
        assert (salvage(text).complete, salvage(text).value) == (True, json.loads(text))


@pytest.mark.parametrize("blank", [" ", "\t", "\n", "\r"])
def test_a_number_is_whole_where_a_blank_follows(blank: str) -> None:
    """More digits cannot come any more; at the very end they might."""
    assert salvage(f'{{"a":1,"b":12{blank}').value == {"a": 1, "b": 12}
    assert salvage('{"a":1,"b":12').value == {"a": 1}


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        *(('"', True), ('"a', True), ('"a"', False), ('"~', True), ('""', False)),
        *(('"\\"', True), ('"~\\"', True), ('"\\\\"', False), ('"\\\\\\"', True), ('"a\\\\\\\\"', False)),
    ],
)
def test_a_string_that_is_open_at_the_end_was_cut(text: str, cut: bool) -> None:  # noqa: FBT001
    """A quote ends it unless an odd number of backslashes stands before."""
    (defect,) = salvage(text).defects
    assert defect.code is (DefectCode.JSON_TRUNCATED if cut else DefectCode.JSON_SYNTAX)


def test_salvage_stops_before_what_is_too_deep() -> None:
    """JSON-07: members before the one that nests too deep are kept."""
    reading = salvage('{"a":1,"b":' + "[" * 70 + "]" * 70 + "}")
    assert (reading.value, reading.complete) == ({"a": 1}, False)
    assert salvage('{"a":' + "[" * 63 + "]" * 63 + "}").complete
    assert not salvage('{"a":' + "[" * 64 + "]" * 64 + "}").complete


def test_salvage_names_repeated_members_once() -> None:
    """JSON-01: also in what is left of an object."""
    reading = salvage('{"aud":1,"aud":2,"aud":NaN,"x')
    assert reading.value == {"aud": None}
    assert sorted(codes(reading.defects)) == ["json-duplicate-name", "json-nan", "json-truncated"]
