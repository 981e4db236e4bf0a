"""Logins and devices at the own pages of other providers than the usual one, in Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.stepper import API

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.stepper import Stepper
    from tests.oidc.conftest import Demo, Provider
    from tests.oidc.glewlwyd import Glewlwyd

pytestmark = pytest.mark.browser


def test_a_login_at_another_provider(stepper: Stepper, demo: Demo) -> None:
    """The forms of django-oauth-toolkit lead to a token as well."""
    stepper.discover(demo.issuer)
    stepper.choose("login", client_id="shop-web", authentication="none", resources=demo.orders, scope="openid")
    stepper.go()
    tab = stepper.follow()
    tab.locator("input[name=username]").fill("ada")
    tab.locator("input[name=password]").fill(demo.password)
    tab.get_by_role("button").click()
    tab.locator("[name=allow]").click()
    tab.get_by_text("The answer has arrived").wait_for()
    stepper.settled()
    assert stepper.granted().locator(".beside dd").all_inner_texts()[1] == f'aud "{demo.orders}"'


def test_a_stop_leads_to_the_field_that_helps(stepper: Stepper, demo: Demo) -> None:
    """Without a device endpoint in the metadata the page leads to the field for it, and with it the walk goes on."""
    stepper.discover(demo.issuer)
    stepper.choose("device", client_id="shop-tv", authentication="none", resources="", scope="read")
    stepper.page.evaluate("document.querySelector('#grant details').open = false")
    stepper.go()
    stepper.settled()
    stepper.step("device-authorization").locator(".to-field").click()
    stepper.page.keyboard.type(f"{demo.issuer}/device-authorization/")
    stepper.go()
    stepper.wait_for("!!document.querySelector('.user-code')")
    stepper.page.get_by_role("button", name="End this walk").click()
    stepper.settled()


def test_the_provider_leads_to_its_page(stepper: Stepper, demo: Demo) -> None:
    """The entry of the provider, and what an error is about, are links to the pages of the catalogue."""
    stepper.discover(demo.issuer)
    secret = demo.secrets["shop-job"]
    fields = {"client_id": "shop-job", "authentication": "client_secret_basic", "secret": secret}
    stepper.choose("client-credentials", **fields, resources="urn:shop:orders", scope="")
    stepper.go()
    stepper.settled()
    links = stepper.page.locator("#walk a").evaluate_all("(all) => all.map((one) => new URL(one.href).pathname)")
    assert {"/providers/django-oauth-toolkit/", "/verifiers/django-oauth-toolkit-token-endpoint/"} <= set(links)
    assert "/findings/aud-not-a-uri/" in links


def signed_in(tab: Page, glewlwyd: Glewlwyd) -> None:
    """Ada's login at the page of glewlwyd, and her consent to everything on the next one."""
    tab.locator("#username").fill("ada")
    tab.locator("#password").fill(glewlwyd.password)
    tab.get_by_role("button", name="OK").click()
    tab.get_by_label("things").check()
    tab.get_by_role("button", name="Grant access").click()
    tab.get_by_role("button", name="Continue").click()


def test_a_login_at_glewlwyd(stepper: Stepper, glewlwyd: Glewlwyd) -> None:
    """Its pages for login and consent lead to a token for the resource."""
    stepper.discover(glewlwyd.issuer)
    fields = {"client_id": "tablet", "authentication": "none", "redirect_uri": glewlwyd.redirect_uri}
    stepper.choose("login", **fields, resources=API, scope="openid read:things")
    stepper.go()
    tab = stepper.follow()
    signed_in(tab, glewlwyd)
    tab.get_by_text("The answer has arrived").wait_for()
    stepper.settled()
    assert stepper.granted().locator(".beside dd").all_inner_texts()[1] == f'aud "{API}"'
    assert "its audience is this client" in stepper.granted("id_token").inner_text()


def test_a_device_at_glewlwyd(stepper: Stepper, glewlwyd: Glewlwyd) -> None:
    """The code of the page is entered at glewlwyd, its approval page is gone through, and the token comes."""
    stepper.discover(glewlwyd.issuer)
    stepper.choose("device", client_id="watch", authentication="none", resources=API, scope="openid read:things")
    stepper.go()
    tab = stepper.follow()
    tab.locator("input[type=text]").fill(stepper.page.locator(".user-code").inner_text())
    tab.get_by_role("button", name="OK").click()
    signed_in(tab, glewlwyd)
    tab.get_by_text("Authorization complete").wait_for()
    stepper.settled()
    assert stepper.granted().locator(".beside dd").all_inner_texts()[1] == f'aud "{API}"'


def test_a_login_at_canaille(stepper: Stepper, canaille: Provider) -> None:
    """Its pages lead to a token for the client itself, which is told, for canaille ignores the resource."""
    stepper.discover(canaille.issuer)
    fields = {"client_id": "web", "authentication": "client_secret_basic", "secret": canaille.secret}
    stepper.choose("login", **fields, redirect_uri=canaille.redirect_uri, resources=API, scope="openid profile")
    stepper.go()
    tab = stepper.follow()
    tab.locator("input[name=login]").fill("ada")
    tab.locator("button[type=submit]").first.click()
    tab.locator("input[name=password]").fill(canaille.password)
    tab.locator("button[type=submit]").first.click()
    tab.locator("[name=answer][value=accept]").click()
    tab.get_by_text("The answer has arrived").wait_for()
    stepper.settled()
    access = stepper.granted()
    assert access.get_attribute("data-match") == "other-than-asked"
    assert access.locator(".beside dd").all_inner_texts()[1] == 'aud ["web"]'
    assert "is the client id" in access.inner_text()
