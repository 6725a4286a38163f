"""Digests of where something came from."""

from __future__ import annotations

from app.core.origins import origin_digest


def test_one_origin_has_one_digest_that_depends_on_the_secret() -> None:
    """The numbers of chats are few enough to be tried one by one."""
    first = origin_digest("secret", "telegram:7001")
    assert first == origin_digest("secret", "telegram:7001")
    assert first != origin_digest("secret", "telegram:7002")
    assert first != origin_digest("another", "telegram:7001")
    assert len(first) == 32
