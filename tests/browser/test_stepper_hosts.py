"""Where requests of the page may go: from a protected resource on, and into the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.stepper import API, consent

if TYPE_CHECKING:
    from tests.browser.stepper import Stepper
    from tests.oidc.conftest import Demo, Provider

pytestmark = pytest.mark.browser


def test_an_mcp_server(stepper: Stepper, demo: Demo) -> None:
    """A walk from a protected resource ends with the place where the audience goes wrong."""
    stepper.discover(demo.billing, "resource")
    assert "up to here it is in order" in stepper.step("audience").inner_text()
    stepper.choose(
        "client-credentials",
        client_id="shop-job",
        authentication="client_secret_basic",
        secret=demo.secrets["shop-job"],
        issuer=demo.issuer,
    )
    stepper.go()
    stepper.settled()
    assert "at the resource: it refuses a token" in stepper.step("audience").inner_text()


def test_a_credential_goes_to_no_server_that_only_the_resource_names(stepper: Stepper, demo: Demo) -> None:
    """Without a plain word of the user, the secret of a client stays here."""
    stepper.discover(demo.orders, "resource")
    secret = demo.secrets["shop-job"]
    stepper.choose("client-credentials", client_id="shop-job", authentication="client_secret_basic", secret=secret)
    stepper.go()
    stepper.settled()
    assert "is sent only to an issuer that you name" in stepper.step("audience").inner_text()
    assert stepper.page.locator("[data-step=token]").count() == 0


def test_a_private_address_needs_a_plain_yes(stepper: Stepper) -> None:
    """The page asks once before a request leads into the network, and a no is a no for the whole walk."""
    stepper.page.locator("#address").fill("https://10.255.255.1")
    stepper.press("Discover")
    stepper.wait_for("!!document.querySelector('#no')")
    assert "a private address" in stepper.page.locator("#waiting").inner_text()
    stepper.page.locator("#no").click()
    stepper.settled()
    assert stepper.page.locator(".step").count() == 2
    for step in stepper.page.locator(".step").all():
        assert "only after a plain yes" in step.inner_text()


def test_a_private_address_after_a_plain_yes(stepper: Stepper, op_inside: Provider) -> None:
    """After a yes the walk goes on at the private address, through a login to a token, and asks no more."""
    stepper.page.locator("#address").fill(op_inside.issuer)
    stepper.press("Discover")
    stepper.wait_for("!!document.querySelector('#yes')")
    stepper.page.locator("#yes").click()
    stepper.settled()
    assert "is asked over http" in str(stepper.step("openid-metadata").text_content())
    stepper.choose("login", client_id="spa", authentication="none", resources=API, scope="openid read:things")
    stepper.go()
    consent(stepper.login())
    stepper.settled()
    assert stepper.granted().get_attribute("data-match") == "as-asked"
