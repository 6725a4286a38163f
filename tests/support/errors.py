"""Every refusal that the program can utter."""

from __future__ import annotations

import importlib
import pkgutil

import app
from app.core.errors import DomainError, all_error_classes
from app.web.errors import HTTP_CODES

_OF_THE_FRAMEWORK = {"internal_error", "invalid_request"}


def every_error() -> list[type[DomainError]]:
    """All of the application's own; they may be defined in any module, so all are imported."""
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if not module.name.endswith("__main__") and ".migrations" not in module.name:
            importlib.import_module(module.name)
    return [error for error in all_error_classes() if error.__module__.startswith("app.")]


def every_code() -> set[str]:
    """The codes of all answers that refuse: our own and those for what the framework refuses."""
    return {error.code for error in every_error()} | set(HTTP_CODES.values()) | _OF_THE_FRAMEWORK
