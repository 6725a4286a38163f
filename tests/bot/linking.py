"""Accounts in the app, and the chats that are linked to them."""

from __future__ import annotations

import httpx

from tests.bot.driving import press
from tests.support.stack import Stack
from tests.support.telegram.person import Person

PASSWORD = "four quiet words here"


def sign_up(stack: Stack, email: str) -> httpx.Client:
    """Somebody with one vehicle, signed in to the app."""
    client = httpx.Client(base_url=stack.url, trust_env=False)
    person = {"email": email, "password": PASSWORD, "name": "Aina Demo"}
    assert client.post("/api/sign-up", json=person).status_code == 201
    assert client.post("/api/vehicles", json={"plateNumber": "WXY 1234"}).status_code == 201
    return client


def new_code(client: httpx.Client) -> str:
    return str(client.post("/api/telegram/code").json()["code"])


def link(person: Person, client: httpx.Client) -> None:
    """By the link that the app shows, as far as the chat's yes."""
    person.starts(new_code(client).replace("-", ""))
    person.waits_for("Link this Telegram")
    press(person, "Yes")
    person.waits_for("Linked")
