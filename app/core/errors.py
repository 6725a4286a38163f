"""What can go wrong in the trade. Each error has a stable code; its sentence is in `app/locales`."""

from __future__ import annotations

from typing import ClassVar


class DomainError(Exception):
    """A refusal that the person can understand and act on.

    `code` is stable and public, `status` its HTTP status. `params` fill the sentence
    (`errors.<code>` of the locale files); `extras` travel beside it in the answer.
    """

    code: ClassVar[str]
    status: ClassVar[int] = 422

    def __init__(self, *, extras: dict[str, object] | None = None, **params: object) -> None:
        super().__init__(self.code)
        self.params = params
        self.extras = extras or {}


class NotFound(DomainError):
    """There is no such thing, or it is not yours to see."""

    code = "not_found"
    status = 404


class TooBusy(DomainError):
    """The database kept refusing because of other writers, after every retry."""

    code = "too_busy"
    status = 503


def all_error_classes() -> list[type[DomainError]]:
    """Every concrete error that has been imported, ordered by code."""
    found: set[type[DomainError]] = set()
    pending = [DomainError]
    while pending:
        for child in pending.pop().__subclasses__():
            pending.append(child)
            if "code" in child.__dict__:
                found.add(child)
    return sorted(found, key=lambda error: error.code)
