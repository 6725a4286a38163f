"""Hashing passwords with argon2id, outside the event loop and outside transactions."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.accounts.rules import normalise_password

T = TypeVar("T")

# OWASP's recommendation: two passes over 19 MiB, about 50 ms of one core.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)

# Few threads of its own: a flood of sign-ins must not use up memory, or the loop's other threads.
_threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="password")


async def hash_password(password: str) -> str:
    """The argon2id hash to store, with its parameters and a fresh salt."""
    return await _in_thread(lambda: _hasher.hash(_encoded(password)))


async def verify_password(stored_hash: str, password: str) -> bool:
    """Whether `password` is the one that was hashed. Takes as long for a wrong one."""
    return await _in_thread(lambda: _verify(stored_hash, password))


def needs_rehash(stored_hash: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(stored_hash)


def unmatchable_hash() -> str:
    """A hash with today's parameters that no password has: verified for an unknown e-mail address,
    so that the answer takes as long as for a known one."""
    salt = base64.b64encode(bytes(_hasher.salt_len)).rstrip(b"=").decode()
    digest = base64.b64encode(bytes(_hasher.hash_len)).rstrip(b"=").decode()
    parameters = f"m={_hasher.memory_cost},t={_hasher.time_cost},p={_hasher.parallelism}"
    return f"$argon2id$v=19${parameters}${salt}${digest}"


def _verify(stored_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(stored_hash, _encoded(password))
    except (VerificationError, InvalidHashError):
        return False


def _encoded(password: str) -> bytes:
    return normalise_password(password).encode("utf-8", "surrogatepass")


async def _in_thread(work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(_threads, work)
