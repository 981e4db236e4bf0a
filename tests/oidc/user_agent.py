"""A user with a browser: follows redirects with cookies, and fills in the forms that a provider shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx2

_MOST = 20


@dataclass(slots=True)
class Form:
    """A form: where it goes, its fields with their values, and the names of the buttons that send it."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict[str, str])
    buttons: set[str] = field(default_factory=set[str])


class _Page(HTMLParser):
    """The forms and links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collects forms, their fields, and links."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        elif tag in {"input", "button"} and self.forms and given.get("name"):
            if given.get("type") == "submit":
                self.forms[-1].buttons.add(given["name"])
            else:
                self.forms[-1].fields[given["name"]] = given.get("value", "")
        elif tag == "a":
            self.links.append(given.get("href", ""))


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where a visit ended: the parameters that came to the redirect URI, or the status and text of the last page."""

    parameters: tuple[tuple[str, str], ...] | None
    status: int
    text: str = ""


def _browser() -> httpx2.Client:
    """A client that keeps cookies, and no connection open."""
    return httpx2.Client(timeout=10, trust_env=False, limits=httpx2.Limits(max_keepalive_connections=0))


@dataclass(slots=True)
class UserAgent:
    """A browser with its cookies. `answers` are what the user enters or presses, by its name."""

    answers: dict[str, str]
    deny: bool = False
    client: httpx2.Client = field(default_factory=_browser)

    def visit(self, url: str, redirect_uri: str | None = None) -> Arrival:
        """Goes to the address and does what each page asks, until the redirect URI is reached or nothing is asked."""
        response = self.client.get(url)
        for _ in range(_MOST):
            here = str(response.url)
            if response.is_redirect:
                target = urljoin(here, response.headers["location"])
                if redirect_uri and target.partition("?")[0] == redirect_uri:
                    pairs = parse_qsl(urlsplit(target).query, keep_blank_values=True)
                    return Arrival(tuple(pairs), response.status_code)
                response = self.client.get(target)
                continue
            page = _Page()
            page.feed(response.text)
            refusal = next((link for link in page.links if "abort" in link), None) if self.deny else None
            if refusal:
                response = self.client.get(urljoin(here, refusal))
                continue
            form = page.forms[0] if page.forms else None
            if form is None or not self._fill(form):
                break
            target = urljoin(here, form.action or here)
            sent = {"Referer": here}
            if form.method == "post":
                response = self.client.post(target, data=form.fields, headers=sent)
            else:
                response = self.client.get(target, params=form.fields, headers=sent)
        return Arrival(None, response.status_code, response.text)

    def _fill(self, form: Form) -> bool:
        """Enters the user's answers; whether the form is one of those that a user sends."""
        for name, answer in self.answers.items():
            if name in form.fields or name in form.buttons:
                form.fields[name] = answer
        return form.method == "post"
