"""A buyer with a browser that runs no scripts: reads pages, follows links, fills in forms."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import httpx

from app.payments.gateways.ringgitpay import PaymentForm


@dataclass
class Form:
    """A form as found: `fields` holds what would be sent untouched, `choices` the values radios offer."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: dict[str, str] = {}
        self.words: list[str] = []
        self._link: str | None = None
        self._link_words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get")))
        elif tag == "input" and self.forms and given.get("name"):
            self._add_input(given)
        elif tag == "a":
            self._link, self._link_words = given.get("href"), []

    def _add_input(self, given: dict[str, str]) -> None:
        form, name, value = self.forms[-1], given["name"], given.get("value", "")
        if given.get("type") == "radio":
            form.choices.setdefault(name, []).append(value)
            if "checked" not in given:
                return
        form.fields[name] = value

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        self._link_words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link is not None:
            self.links[" ".join(" ".join(self._link_words).split())] = self._link
            self._link = None


class Page:
    """What the buyer sees."""

    def __init__(self, response: httpx.Response) -> None:
        reader = _Reader()
        reader.feed(response.text)
        self.url = str(response.url)
        self.status = response.status_code
        self.text = " ".join(" ".join(reader.words).split())
        self.forms = reader.forms
        self.links = reader.links

    def form_to(self, ending: str) -> Form:
        """The form whose address ends so (an empty one is the page's own)."""
        return next(form for form in self.forms if urljoin(self.url, form.action).endswith(ending))

    @property
    def way_home(self) -> Form:
        """The form that carries the answer back to the shop."""
        return next(form for form in self.forms if "rp_checkSum" in form.fields)


class Buyer:
    """Pays at the hosted page. Use as an async context manager."""

    def __init__(self) -> None:
        self._http = httpx.AsyncClient(
            headers={"Accept": "text/html,*/*;q=0.8"}, follow_redirects=True, trust_env=False, timeout=30
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def start(self, form: PaymentForm) -> Page:
        """Comes from the shop."""
        return Page(await self._http.post(form.action, data=form.fields))

    async def open(self, url: str) -> Page:
        return Page(await self._http.get(url))

    async def follow(self, page: Page, words: str) -> Page:
        """Follows the link that says `words`, among others."""
        target = next(target for text, target in page.links.items() if words in text)
        return await self.open(urljoin(page.url, target))

    async def send(self, page: Page, form: Form, **filled: str) -> Page:
        """Sends `form` with `filled` in; only what a person could choose is taken."""
        for name, value in filled.items():
            assert value in form.choices.get(name, [value]), f"the page does not offer {name}={value}"
        url, fields = urljoin(page.url, form.action), form.fields | filled
        if form.method.lower() == "get":
            return Page(await self._http.get(url, params=fields))
        return Page(await self._http.post(url, data=fields))

    async def fill_in(self, page: Page, **filled: str) -> Page:
        """Sends the page's own form."""
        return await self.send(page, page.form_to(page.url.rsplit("/", 1)[1]), **filled)

    async def go_home(self, page: Page) -> Page:
        """Presses the button that leads back to the shop."""
        return await self.send(page, page.way_home)
