"""Answers without a body, in the description of the interface, which knows bodies only."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, ParamSpec, TypeVar

from quart_schema.openapi import OpenAPIProvider
from werkzeug.routing import Rule

P = ParamSpec("P")
T = TypeVar("T")

_ATTRIBUTE = "parkpro_empty_answer"
_PARAMETER = re.compile(r"<(?:[^:<>]*:)?([^<>]+)>")


def answers_nothing(status: int) -> Callable[[Callable[P, Awaitable[T]]], Callable[P, Awaitable[T]]]:
    """Says that a route answers with this status and no body."""

    def decorate(view: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
        setattr(view, _ATTRIBUTE, status)
        return view

    return decorate


class Description(OpenAPIProvider):
    """The OpenAPI document, with the answers that have no body, and with every part of an address.

    What is between a plain parameter and one with a converter would be lost: `/<slug>/spots/<int:id>`.
    """

    def build_paths(self, rule: Rule) -> tuple[dict[str, Any], dict[str, Any]]:
        described, components = super().build_paths(rule)
        paths = {_PARAMETER.sub(r"{\1}", rule.rule): methods for methods in described.values()}
        status = getattr(self._app.view_functions[rule.endpoint], _ATTRIBUTE, None)
        if status is not None:
            for operations in paths.values():
                for operation in operations.values():
                    operation["responses"][status] = {"description": HTTPStatus(status).phrase}
        return paths, components
