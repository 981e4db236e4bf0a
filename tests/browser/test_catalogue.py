"""The catalogue in a real browser: the search leads to the right page, the forms say what the engine says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

import pytest

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.catalogue import catalogue
from forwhom.prediction import predict
from forwhom.report import prose
from tests.browser.opening import opened
from tests.browser.test_looks import LOOKS, SCREENS, violations
from tests.sample_token import token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Route

    from tests.browser.opening import Workbench

pytestmark = pytest.mark.browser
API = "https://api.acme.test/orders"

#: What people paste, with values of their own and a log around it, and the page that explains it.
PASTED = [
    (
        f"[2026-03-01 12:00:01] WARN auth: jwt audience invalid. expected: {API}",
        "jwt-audience-invalid-expected-expected",
    ),
    (
        "HTTP/1.1 403 Forbidden\r\nserver: envoy\r\n\r\nAudiences in Jwt are not allowed",
        "audiences-in-jwt-are-not-allowed",
    ),
    (
        (
            "Microsoft.IdentityModel.Tokens.SecurityTokenInvalidAudienceException: IDX10214: Audience validation failed. "
            f"Audiences: 'api://7f1'. Did not match: validationParameters.ValidAudience: '{API}' or "
            "validationParameters.ValidAudiences: 'null'."
        ),
        "idx10214-audience-validation-failed-audiences-found-did-not-match-validationparameters",
    ),
    ('  File "app.py", line 3\njwt.exceptions.InvalidAudienceError: Audience doesn\'t match', "audience-doesn-t-match"),
    (f'oidc: expected audience "{API}" got ["a" "b"]', "oidc-expected-audience-expected-got-found"),
    (
        '{"level":"error","msg":"JWTClaimValidationFailed: unexpected \\"aud\\" claim value"}',
        "unexpected-aud-claim-value",
    ),
    ('Token is missing the "aud" claim', "token-is-missing-the-aud-claim"),
    (f'error="invalid_token", error_description="The audience \'{API}\' is invalid"', "the-audience-found-is-invalid"),
    ("E0301 12:00:00 authentication.go:73] Unable to authenticate the request: invalid audience", "invalid-audience"),
    (
        'server: kong/3.9.0\n\n{"message":"No credentials found for given \'iss\'"}',
        "no-credentials-found-for-given-claim",
    ),
]


@pytest.fixture(scope="module")
def search(browser: Browser, address: str) -> Iterator[Workbench]:
    """The search with the engine running."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    workbench = opened(context, f"{address}search/")
    workbench.page.wait_for_load_state()
    look_for(workbench, "audience")
    yield workbench
    context.close()


def look_for(workbench: Workbench, text: str) -> list[str]:
    """Where the hits for a text lead, best first, once the engine has had its say."""
    workbench.page.locator("#query").fill(text)
    wanted = json.dumps(text.strip().replace("\r\n", "\n"))
    workbench.wait_for(f"document.querySelector('#search').dataset.refined === {wanted}")
    found: list[str] = workbench.page.evaluate(
        "[...document.querySelectorAll('#results > li > a')].map(({ href }) => href)"
    )
    return [href.removeprefix(workbench.address.removesuffix("search/")) for href in found]


@pytest.mark.parametrize(("text", "slug"), PASTED, ids=[slug[:40] for _, slug in PASTED])
def test_an_error_with_values_in_it_leads_to_its_page(search: Workbench, text: str, slug: str) -> None:
    """Whatever the values and the log around it, the page of the text comes first."""
    assert look_for(search, text)[:1] == [f"messages/{slug}/"]


def test_the_index_alone_leads_there_too(browser: Browser, address: str) -> None:
    """Where the engine cannot start, the page of the text is among the first three all the same."""
    context = browser.new_context()
    context.route("**/engine.bin", lambda route: route.abort())
    workbench = opened(context, f"{address}search/")
    missed: list[tuple[str, list[str]]] = []
    for text, slug in PASTED:
        workbench.page.locator("#query").fill(text)
        wanted = json.dumps(text.strip().replace("\r\n", "\n"))
        workbench.wait_for(f"document.querySelector('#search').dataset.looked === {wanted}")
        found: list[str] = workbench.page.evaluate(
            "[...document.querySelectorAll('#results > li > a')].map(({ href }) => href)"
        )
        if not any(f"/messages/{slug}/" in href for href in found[:3]):
            missed.append((slug, found[:3]))
    assert missed == []
    context.close()


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("auth0", "providers/auth0/"),
        ("PyJWT", "verifiers/pyjwt/"),
        ("aud-trailing-slash", "findings/aud-trailing-slash/"),
    ],
)
def test_a_name_leads_to_its_page(search: Workbench, text: str, path: str) -> None:
    """The name or id of an entry is enough."""
    assert path in look_for(search, text)[:3]


def test_the_search_states_the_values_and_asks_nobody(search: Workbench) -> None:
    """The values that a message states are shown; the browser's own log of requests stays empty."""
    search.requests.clear()
    look_for(search, PASTED[2][0])
    assert 'found "api://7f1"; expected "https://api.acme.test/orders"' in search.page.locator("#results").inner_text()
    assert search.requests == []
    assert search.violations() == []
    assert search.complaints == []
    assert search.page.locator("#requests").inner_text() == "0 requests since loading"


def test_a_link_carries_what_is_looked_for_behind_the_hash(browser: Browser, address: str) -> None:
    """The words come from the fragment, which no server is told, and leave the address; Enter opens the page."""
    context = browser.new_context()
    workbench = opened(context, f"{address}search/#q={quote('Audiences in Jwt are not allowed')}")
    workbench.wait_for("document.querySelectorAll('#results > li').length")
    assert workbench.page.url == f"{address}search/"
    workbench.page.locator("#query").press("Enter")
    workbench.page.wait_for_url("**/messages/audiences-in-jwt-are-not-allowed/")
    asked = [url.partition("#")[0] for url in workbench.requests]
    assert not any("Audiences" in url or "?" in url for url in asked)
    context.close()


@pytest.mark.parametrize("verifier", ["pyjwt", "envoy-jwt-authn", "aspnetcore-jwtbearer", "kong-jwt", "jsonwebtoken"])
def test_the_form_of_a_verifier_says_what_the_engine_says(browser: Browser, address: str, verifier: str) -> None:
    """For any JSON the answer in the page is the prediction, before and after typing, and no request follows."""
    entry = catalogue().verifiers[verifier]
    context = browser.new_context()
    workbench = opened(context, f"{address}verifiers/{verifier}/")
    page = workbench.page
    page.wait_for_load_state()
    first = predict(entry, {"aud": "https://api.example.com/"}, Expectation(audiences=("https://api.example.com",)))
    assert page.locator("#outcome").inner_text() == prose.foretold(first, entry)
    page.locator("#found").focus()
    workbench.wait_for("document.documentElement.dataset.engine === 'ready'")
    workbench.wait_for("document.querySelector('#try').dataset.answered")
    workbench.wait_for("document.documentElement.dataset.kept !== undefined")
    workbench.requests.clear()
    for found, expected in [
        ('"https://API.example.com"', API),
        (f'["{API}"]', API),
        ("null", API),
        ("7", API),
        (f'"{API}"', ""),
    ]:
        before = page.evaluate("Number(document.querySelector('#try').dataset.answered)")
        page.locator("#expected").fill(expected)
        page.locator("#found").fill(found)
        workbench.wait_for(f"Number(document.querySelector('#try').dataset.answered) > {before}")
        expectation = Expectation(audiences=(expected,) if expected else NONE_CONFIGURED)
        wanted = json.dumps(prose.foretold(predict(entry, {"aud": json.loads(found)}, expectation), entry))
        workbench.wait_for(f"document.querySelector('#outcome').innerText === {wanted}", seconds=10)
    assert workbench.requests == []
    assert workbench.violations() == []
    context.close()


def test_the_form_leads_to_the_workbench_with_its_values(browser: Browser, address: str) -> None:
    """Both values and the verifier arrive there, and leave the address."""
    context = browser.new_context()
    workbench = opened(context, f"{address}verifiers/pyjwt/")
    workbench.page.wait_for_load_state()
    workbench.page.get_by_role("link", name="Open in the workbench").click()
    workbench.ready()
    assert workbench.page.locator("#audiences").input_value() == "https://api.example.com"
    assert workbench.page.locator("#verifier").input_value() == "pyjwt"
    workbench.wait_for("document.querySelector('[data-code=aud-trailing-slash]')")
    assert "#" not in workbench.page.url
    context.close()


def test_the_example_of_a_finding_runs_with_one_click(browser: Browser, address: str) -> None:
    """The workbench shows the finding of whose page the example is."""
    context = browser.new_context()
    workbench = opened(context, f"{address}findings/aud-missing/")
    workbench.page.wait_for_load_state()
    workbench.page.locator(".run li", has_text="fires").first.locator("a").click()
    workbench.ready()
    workbench.wait_for("document.querySelector('[data-code=aud-missing]')")
    context.close()


def test_the_way_of_a_provider_takes_the_values(browser: Browser, address: str) -> None:
    """What is typed stands in the snippets."""
    context = browser.new_context()
    workbench = opened(context, f"{address}providers/auth0/")
    workbench.page.wait_for_load_state()
    workbench.page.locator("#audience").fill("https://mine.test")
    workbench.wait_for("document.querySelector('#fixes').innerText.includes('https://mine.test')")
    context.close()


def test_a_page_of_the_catalogue_is_there_without_a_network(browser: Browser, address: str) -> None:
    """Once its form was used, the page opens again and answers; so does the workbench that was open before."""
    context = browser.new_context()
    first = opened(context, address)
    first.ready()
    first.wait_for("document.documentElement.dataset.kept !== undefined")
    workbench = opened(context, f"{address}verifiers/pyjwt/")
    workbench.page.locator("#found").fill("mine")
    workbench.wait_for("document.querySelector('#try').dataset.answered")
    workbench.wait_for("document.documentElement.dataset.kept !== undefined")
    context.set_offline(True)
    workbench.page.reload()
    workbench.page.locator("#found").fill("other")
    workbench.wait_for("document.querySelector('#try').dataset.answered")
    first.page.reload()
    first.ready()
    context.close()


@pytest.mark.parametrize(
    ("path", "field", "answered"),
    [
        ("verifiers/pyjwt/", "#found", "document.querySelector('#try').dataset.answered"),
        ("providers/auth0/", "#audience", "document.querySelector('#route').dataset.answered"),
        (
            "messages/audiences-in-jwt-are-not-allowed/",
            "#text",
            "document.querySelector('#workbench').hash === '#text=mine'",
        ),
    ],
)
def test_what_was_typed_before_the_script_came_is_answered(
    browser: Browser, address: str, path: str, field: str, answered: str
) -> None:
    """On a slow line the form is there long before what makes it answer."""
    context = browser.new_context()
    held: list[Route] = []
    context.route("**/catalogue.js", lambda route: held.append(route))  # noqa: PLW0108 - see `opened`
    early = opened(context, f"{address}{path}")
    early.page.locator(field).fill("mine")
    while not held:
        early.page.wait_for_timeout(20)
    early.page.evaluate("document.activeElement.blur()")
    held[0].continue_()
    assert early.wait_for(answered)
    context.close()


@pytest.mark.parametrize(("look", "width", "scheme"), LOOKS, ids=[look for look, _, _ in LOOKS])
def test_every_kind_of_page_is_accessible_and_fits(
    browser: Browser, address: str, look: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    """In light, dark and on a narrow screen axe finds nothing, and nothing needs scrolling to the side."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    found: list[str] = []
    for path in (
        "verifiers/",
        "verifiers/envoy-jwt-authn/",
        "providers/auth0/",
        "findings/aud-trailing-slash/",
        "messages/audiences-in-jwt-are-not-allowed/",
        "matrix/",
        "catalogue/",
        "search/",
    ):
        workbench = opened(context, f"{address}{path}")
        workbench.page.wait_for_load_state()
        if path == "search/":
            look_for(workbench, PASTED[2][0])
        if path == "verifiers/envoy-jwt-authn/":
            workbench.page.locator("#found").focus()
            workbench.wait_for("document.querySelector('#try').dataset.answered")
        workbench.page.screenshot(path=SCREENS / f"{look}-{path.strip('/').replace('/', '-')}.png")
        found += [f"{path}: {one}" for one in violations(workbench)]
        if workbench.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{path}: wider than the screen")
        workbench.page.close()
    context.close()
    assert found == []


def test_what_is_searched_from_the_workbench_holds_no_token(workbench: Workbench) -> None:
    """The link to the search carries the message alone."""
    given = token()
    workbench.paste(f"jwt audience invalid. expected: https://api.example.com\n{given}")
    links: list[str] = workbench.page.evaluate("[...document.querySelectorAll('#answer a')].map(({ href }) => href)")
    assert any("search/#q=jwt+audience+invalid" in link for link in links)
    assert not any(part in link for link in links for part in given.split("."))


def test_the_report_is_printed_without_the_form(browser: Browser, address: str) -> None:
    """On paper stand the words of the page, without the ways to other pages and the form."""
    context = browser.new_context()
    workbench = opened(context, f"{address}verifiers/pyjwt/")
    workbench.page.wait_for_load_state()
    workbench.page.emulate_media(media="print")
    assert not workbench.page.locator(".try").is_visible()
    assert not workbench.page.locator(".shelves").is_visible()
    assert workbench.page.locator("#its-messages").is_visible()
    context.close()
