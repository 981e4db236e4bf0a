"""How two audience values differ: what a person would overlook, what names one service, and what does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.audience.difference import Kind, differs_at, relate

API = "https://api.example.com"
GUID = "6e74172b-be56-4843-9ff4-e66a39bb12e3"
TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47"
WPT = json.loads((Path(__file__).parents[1] / "vectors/wpt-url/near_misses.json").read_text(encoding="utf-8"))

hosts = st.sampled_from(
    ["api.example.com", "API.example.com.", "localhost", "10.0.0.1", "caf\u00e9.example", "api", ""]
)
urls = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "https://", "http://", "HTTPS://", "api://", "spn:", " https://", "u@"]),
    hosts,
    st.sampled_from(["", ":443", ":8443", ":x"]),
    st.sampled_from(["", "/", "//", "/v1", "/v1/", "/dev", "?a", "/" + GUID, ",b", " b", "%2F", "\u200b"]),
)
values = st.one_of(st.text(), urls)


def kinds(found: str, expected: str) -> tuple[Kind, ...]:
    """The kinds of the difference between two values that differ."""
    difference = relate(found, expected)
    assert difference is not None
    return difference.kinds


@given(values)
def test_a_value_does_not_differ_from_itself(value: str) -> None:
    """Equal values have no difference."""
    assert relate(value, value) is None


@given(values, values)
def test_the_kinds_are_symmetric(one: str, other: str) -> None:
    """What is true of found and expected is true of expected and found."""
    assert relate(one, other) == relate(other, one)


@given(values, values)
def test_there_is_a_kind_and_only_once(one: str, other: str) -> None:
    """Two values that differ do so in at least one kind, and no kind is named twice."""
    difference = relate(one, other)
    assert (difference is None) == (one == other)
    if difference:
        assert len(set(difference.kinds)) == len(difference.kinds) > 0


@given(st.text(), st.text(), st.text())
def test_the_place_is_the_first_code_point_that_differs(start: str, one: str, other: str) -> None:
    """Up to the place the two are equal, and at the place they are not."""
    found, expected = start + one, start + other
    at = differs_at(found, expected)
    assert found[:at] == expected[:at]
    assert found == expected or found[at : at + 1] != expected[at : at + 1]


@given(values, st.sampled_from([" ", "\t", "\r\n", "\u00a0", "\u200b", "\ufeff", "\0"]))
def test_a_stray_character_is_all_that_differs(value: str, stray: str) -> None:
    """A blank or invisible character more at the end of a value that leaves ink is a stray character, nothing else."""
    difference = relate(f"a{value}{stray}", f"a{value}")
    assert difference
    assert difference.kinds == (Kind.STRAY,)
    assert difference.at == len(value) + 1


@pytest.mark.parametrize(
    "found", ["api ", " api", "api\t", "api\n", "\u00a0api", "api\u200b", "\ufeffapi", '"api"', "'api'", "api\u3164"]
)
def test_blanks_quotes_and_invisible_characters_are_stray(found: str) -> None:
    """AUD-11: blanks, quotes, line ends and invisible characters do not make another name to a reader."""
    assert kinds(found, "api") == (Kind.STRAY,)


@pytest.mark.parametrize(
    ("found", "expected"),
    [("\u0430pi", "api"), ("ap\u0131", "api"), ("https://api.ex\u0430mple.com", API), ("\uff41pi", "api")],
)
def test_look_alikes_are_stray(found: str, expected: str) -> None:
    """AUD-13: a letter of another script that looks the same is a stray character."""
    assert kinds(found, expected) == (Kind.STRAY,)


def test_another_normalisation_form_is_stray() -> None:
    """AUD-14: code points are compared, so composed and decomposed letters differ although they look the same."""
    assert kinds("caf\u00e9", "cafe\u0301") == (Kind.STRAY,)


def test_a_letter_without_its_accent_is_another_letter() -> None:
    """A letter that merely resembles another is no stray character."""
    assert kinds("caf\u00e9", "cafe") == (Kind.OTHER,)


@pytest.mark.parametrize(
    ("found", "expected"),
    [("https%3A%2F%2Fapi.example.com", API), ("a%20b", "a b"), ("caf%C3%A9", "caf\u00e9"), ("api%00", "api")],
)
def test_percent_encoding_is_stray(found: str, expected: str) -> None:
    """A value that was percent-encoded once too often reads the same when decoded."""
    assert kinds(found, expected) == (Kind.STRAY,)


@pytest.mark.parametrize(
    "found", ["https:\\\\api.example.com", "https:\\/\\/api.example.com", "https://api\t.example.com"]
)
def test_backslashes_and_tabs_are_stray(found: str) -> None:
    """AUD-26: a backslash for a slash, and a tab inside, are stray characters, where browsers would mend them."""
    assert kinds(found, API) == (Kind.STRAY,)


def test_dot_segments_make_another_path() -> None:
    """AUD-26: dot segments are not resolved, so the paths differ."""
    assert kinds(f"{API}/a/../v1", f"{API}/v1") == (Kind.PATH,)


@pytest.mark.parametrize("found", [f"{API}/", f"{API}//"])
def test_a_slash_at_the_end(found: str) -> None:
    """AUD-20: one or more slashes at the end are a difference of their own kind."""
    assert kinds(found, API) == (Kind.SLASH,)


@pytest.mark.parametrize("found", ["http://api.example.com", "api.example.com"])
def test_http_https_and_no_scheme(found: str) -> None:
    """AUD-22: the same address with another scheme, or with none."""
    assert kinds(found, API) == (Kind.SCHEME,)


def test_another_scheme_than_a_web_address() -> None:
    """A URI that differs in nothing but a scheme of another kind differs by its scheme."""
    assert kinds("api://orders", "https://orders") == (Kind.SCHEME,)


@pytest.mark.parametrize(
    ("found", "expected"), [("HTTPS://API.example.com", API), (f"{API}/V1", f"{API}/v1"), ("API", "api")]
)
def test_letter_case(found: str, expected: str) -> None:
    """AUD-25: letter case counts, in the host too, and is a difference of its own kind."""
    assert kinds(found, expected) == (Kind.CASE,)


def test_several_trifles_are_all_named() -> None:
    """Of several trifles each is named without which the two would still differ, nearest first."""
    assert kinds("http://API.example.com/ ", API) == (Kind.STRAY, Kind.SLASH, Kind.CASE, Kind.SCHEME)


@pytest.mark.parametrize("found", [f"{API}:443", f"{API}:8443", "https://API.example.com:443"])
def test_a_port_is_part_of_the_name(found: str) -> None:
    """AUD-19: a port that is written differs from one that is not, also where it is the scheme's own."""
    assert kinds(found, API) == (Kind.PORT,)


def test_the_own_ports_of_two_schemes_differ() -> None:
    """Each scheme's own port, written out, is another port."""
    assert kinds("http://api.example.com:80", f"{API}:443") == (Kind.PORT, Kind.SCHEME)


def test_punycode_and_unicode_are_two_spellings_of_a_host() -> None:
    """AUD-16: the ASCII form of an internationalised host is another name of the same host."""
    assert kinds("https://xn--caf-dma.example", "https://caf\u00e9.example") == (Kind.HOST,)


def test_a_dot_after_the_host() -> None:
    """AUD-23: the trailing dot of a fully qualified name is another spelling of the same host."""
    assert kinds(f"{API}./", f"{API}/") == (Kind.HOST,)


@pytest.mark.parametrize("found", [f"{API}@evil.example", "https://user@api.example.com"])
def test_user_information_makes_another_name(found: str) -> None:
    """AUD-17: what stands before an "@" is no host, and nothing is near a value with it."""
    assert kinds(found, API) == (Kind.OTHER,)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("http://localhost:8080", API),
        ("https://10.0.0.1/", API),
        ("https://[::1]/", API),
        ("https://orders.internal", "https://orders.example.com"),
        ("https://api.exmaple.com", API),
        ("https://api.exampel.com", API),
        ("https://api.examples.com", API),
        ("https://api.exbmple.com", API),
        ("https://www.example.com/v1", "https://example.com/v1"),
        ("https://iam.example.com/realms/acme", "http://keycloak:8080/realms/acme"),
        ("https://api.example.org", API),
        ("https://contoso.vault.example.net/", "https://vault.example.net"),
        ("https://vault.example.net", "https://contoso.vault.example.net"),
    ],
)
def test_hosts_of_one_service(found: str, expected: str) -> None:
    """A loopback name, an address, an internal name or a typing error can name the same service."""
    assert Kind.HOST in kinds(found, expected)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("https://orders.example.com", "https://billing.example.com"),
        ("https://orders.example.com/v1", "https://billing.example.com/v1"),
        ("https://management.azure.com", "https://vault.azure.net"),
        ("https://service-a.example.com", "https://service-b.example.com"),
        ("https://service1.example.com", "https://service2.example.com"),
        ("https://api.contoso.com", API),
        ("https://localhost/a", "https://api.example.com/b"),
        ("https://", f"{API}/v1"),
        ("com.example.app", "com.example.web"),
        ("123-a.apps.googleusercontent.com", "123-b.apps.googleusercontent.com"),
        ("orders", "billing"),
        ("\u200b", ""),
        ("/", ""),
        ("%ff", "%fe"),
    ],
)
def test_other_services_are_not_near(found: str, expected: str) -> None:
    """Sibling hosts, other clients and unrelated names are just other values."""
    assert kinds(found, expected) == (Kind.OTHER,)


@pytest.mark.parametrize("found", ["api", "https://", f"{API}/v"])
def test_a_part_of_a_value_is_not_the_value(found: str) -> None:
    """AUD-01: an audience that is a substring of the expected one is not near it on that account."""
    assert kinds(found, f"{API}/v1") in {(Kind.OTHER,), (Kind.PATH,)}


@pytest.mark.parametrize("found", ["*", "https://*.example.com", "%", "^(a+)+$"])
def test_wildcards_and_patterns_are_literal(found: str) -> None:
    """AUD-28, AUD-29: a wildcard or a regular expression in a value stands for itself."""
    assert kinds(found, API) == (Kind.OTHER,)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (f"{API}/v1", f"{API}/v2"),
        (f"{API}?x=1", API),
        ("api://app", "api://app/scope"),
        ("example.com/a", "example.com/b"),
    ],
)
def test_another_path(found: str, expected: str) -> None:
    """The same host with another path."""
    assert kinds(found, expected) == (Kind.PATH,)


def test_a_path_and_a_scheme() -> None:
    """A host name alone is held against a URL of that host."""
    assert kinds("api.example.com/v1", API) == (Kind.PATH, Kind.SCHEME)


def test_one_host_twice_with_other_paths() -> None:
    """Another spelling of the host does not hide that the path differs too."""
    assert kinds("https://www.example.com/a", "https://example.com/b") == (Kind.HOST, Kind.PATH)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (GUID, f"api://{GUID}"),
        (GUID.upper(), f"spn:{GUID}"),
        (f"api://{GUID}", f"spn:{GUID}"),
        (f"https://contoso.onmicrosoft.com/{GUID}", GUID),
        (f"api://{TENANT}/{GUID}", GUID),
        ("orders", "api://orders"),
    ],
)
def test_names_of_one_application(found: str, expected: str) -> None:
    """A bare identifier and the URIs that are made of it name one application."""
    assert kinds(found, expected) == (Kind.GUID,)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (GUID, TENANT),
        (f"api://{TENANT}/{GUID}", f"api://{TENANT}/{TENANT}"),
        (f"https://sts.windows.net/{TENANT}/", f"https://login.example/{TENANT}/v2.0"),
        ("a" * 32, "a" * 33),
    ],
)
def test_names_of_two_applications(found: str, expected: str) -> None:
    """Another GUID is another application, and a tenant's GUID in two URLs names none."""
    assert Kind.GUID not in kinds(found, expected)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("orders-dev", "orders-prod"),
        ("https://api.dev.example.com", API),
        ("com.example.app.staging", "com.example.app"),
    ],
)
def test_another_environment(found: str, expected: str) -> None:
    """The same name but for a word such as dev, staging or prod."""
    assert kinds(found, expected) == (Kind.ENVIRONMENT,)


@pytest.mark.parametrize("found", ["api1 api2", "api2,api1", '["api1"]', '["api2","api1"]', '[\\"api1\\"]', "[api1]"])
def test_a_list_in_one_string(found: str) -> None:
    """AUD-02: several values joined in one string are told as what they look like, and never split silently."""
    assert kinds(found, "api1") == (Kind.LIST,)


def test_two_lists_that_share_a_value() -> None:
    """Two lists written as text, in two ways, are related by what they share."""
    assert kinds("api1 api2", "api2,api3") == (Kind.LIST,)


def test_two_phrases_that_share_a_word() -> None:
    """Words that stand in for a value are no list, though they have a word in common."""
    assert kinds("OAuth2.0 Client ID", "Firebase Project ID") == (Kind.OTHER,)


def test_spiffe_ids_of_two_workloads() -> None:
    """In a SPIFFE ID the path names the workload, and the host only its trust domain."""
    assert kinds("spiffe://corp.example/orders", "spiffe://corp.example/billing") == (Kind.OTHER,)
    assert kinds("spiffe://corp.example/orders/", "spiffe://corp.example/orders") == (Kind.SLASH,)


def test_a_list_of_others() -> None:
    """A list that does not hold the value is just another value."""
    assert kinds("api1 api2", "api3") == (Kind.OTHER,)


def test_the_nearest_kind_ranks_a_difference() -> None:
    """A trifle is nearer than another host, and another host is nearer than nothing in common."""
    pairs = [(f"{API} ", API), (f"{API}/", API), ("http://localhost", API), ("orders", API)]
    nearness = [difference.nearness for pair in pairs if (difference := relate(*pair))]
    assert nearness == sorted(set(nearness))
    assert len(nearness) == len(pairs)


@pytest.mark.parametrize(("found", "expected"), WPT["same"])
def test_what_browsers_mend_still_differs(found: str, expected: str) -> None:
    """Two spellings that a browser takes for one URL are two audiences, and the difference has a kind."""
    assert kinds(found, expected)


@pytest.mark.parametrize(("found", "expected"), [pair for pair in WPT["hosts"] if "%" not in pair[0]][:20])
def test_hosts_that_idna_makes_one_are_near(found: str, expected: str) -> None:
    """A host and its ASCII form are near each other, unless the older IDNA standard knows no such name."""
    related = kinds(f"https://{found}", f"https://{expected}")
    assert set(related) & {Kind.HOST, Kind.STRAY, Kind.CASE, Kind.OTHER}


@pytest.mark.parametrize("found", WPT["failing"])
def test_what_browsers_refuse_is_related_all_the_same(found: str) -> None:
    """A text that is no URL at all raises nothing."""
    assert kinds(found, f"{API}/none-of-these")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("a" * 65536, "a" * 65535 + "b"),
        ("/" * 65536, "/" * 65535),
        ("https://" + "a." * 32000, "https://" + "b." * 32000),
        ("https://x/" + "a/" * 32000, "https://x/" + "b/" * 32000),
        ("https://" + "\u00e9" * 65000, "https://" + "\u00e9" * 64999 + "x"),
        ("%41" * 21845, "A" * 21845 + "b"),
        ("\u00e9" * 65536, "e\u0301" * 65536),
        ("[" * 65536, "a " * 32768),
        ("0-" * 32768, "1-" * 32768),
        ("-" * 65536, "." * 65536),
    ],
    ids=range(10),
)
def test_long_values_are_compared(found: str, expected: str) -> None:
    """Two values of 64 KiB are told apart; `benchmarks/hostile.py` shows how long it takes."""
    difference = relate(found, expected)
    assert difference is not None
    assert difference.kinds


def test_a_name_below_another() -> None:
    """Names that are no URIs have paths as well."""
    assert kinds("orders", "orders/read") == (Kind.PATH,)
    assert kinds("orders/read", "orders/") == (Kind.PATH,)
    assert kinds("orders", "orders-read") == (Kind.OTHER,)
