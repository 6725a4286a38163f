"""Conventions of the web that are worth a test: every route says who may call it and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from quart import Quart
from quart_rate_limiter import QUART_RATE_LIMITER_LIMITS_ATTRIBUTE

from app.web.access import declared_caller
from app.web.admin.access import declared_permission
from app.web.openapi import described_app
from app.web.schemas.base import Schema

_PRIVATE = ("/api/me", "/api/vehicles", "/api/bookings", "/api/verify-email", "/api/telegram")


def _routes(app: Quart) -> Iterator[tuple[str, str, str]]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, rule.rule, rule.endpoint


@pytest.fixture(scope="module")
def app() -> Quart:
    return described_app()


def test_every_route_says_who_may_call_it(app: Quart) -> None:
    silent = [
        (method, rule)
        for method, rule, endpoint in _routes(app)
        if declared_caller(app.view_functions[endpoint]) is None
    ]
    assert silent == []


def test_every_route_has_a_rate_limit(app: Quart) -> None:
    unlimited = [
        (method, rule)
        for method, rule, endpoint in _routes(app)
        if not getattr(app.view_functions[endpoint], QUART_RATE_LIMITER_LIMITS_ATTRIBUTE, None)
    ]
    assert unlimited == []


def test_private_addresses_are_not_open_to_anyone_by_oversight(app: Quart) -> None:
    open_on_purpose = {
        ("POST", "/api/bookings"),  # guests book
        ("POST", "/api/bookings/<reference>/access"),  # trades the key of a guest's link
        ("POST", "/api/telegram/session"),  # signs in by what Telegram signed
    }
    found = {
        (method, rule)
        for method, rule, endpoint in _routes(app)
        if rule.startswith(_PRIVATE) and declared_caller(app.view_functions[endpoint]) == "anyone"
    }
    assert found == open_on_purpose


def test_every_route_of_the_dashboard_asks_for_a_permission(app: Quart) -> None:
    silent = [
        (method, rule)
        for method, rule, endpoint in _routes(app)
        if rule.startswith("/api/admin") and declared_permission(app.view_functions[endpoint]) is None
    ]
    assert silent == [("GET", "/api/admin/me")]  # tells everybody what they may do


def test_the_public_interface_is_all_there(app: Quart) -> None:
    promised = {
        ("GET", "/api/lots"),
        ("GET", "/api/lots/<slug>"),
        ("GET", "/api/areas/<int:area_id>/map"),
        ("GET", "/api/areas/<int:area_id>/availability"),
        ("POST", "/api/quotes"),
        ("POST", "/api/bookings"),
        ("GET", "/api/bookings"),
        ("GET", "/api/bookings/<reference>"),
        ("POST", "/api/bookings/<reference>/payments"),
        ("POST", "/api/bookings/<reference>/cancel"),
        ("GET", "/api/bookings/<reference>/receipt.pdf"),
        ("GET", "/api/vehicles"),
        ("POST", "/api/sign-up"),
        ("POST", "/api/sign-in"),
        ("POST", "/api/sign-out"),
        ("GET", "/api/me"),
        ("GET", "/api/events"),
        ("GET", "/api/openapi.json"),
        ("POST", "/payments/ringgitpay/callback"),
        ("GET", "/payments/ringgitpay/return"),
        ("POST", "/payments/ringgitpay/return"),
    }
    assert promised <= {(method, rule) for method, rule, _ in _routes(app)}


def test_no_two_schemas_have_one_name() -> None:
    """The description of the interface keeps one of them, whatever routes mean the other."""
    names = Counter(schema.__name__ for schema in _schemas(Schema))

    assert [name for name, times in names.items() if times > 1] == []


def _schemas(base: type[Schema]) -> Iterator[type[Schema]]:
    for schema in base.__subclasses__():
        yield schema
        yield from _schemas(schema)
