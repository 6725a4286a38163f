"""One column of ids, as numbers."""

from __future__ import annotations

from typing import TypeVar, cast

from tortoise import Model
from tortoise.queryset import QuerySet

M = TypeVar("M", bound=Model)


async def ids_of(rows: QuerySet[M], field: str = "id") -> list[int]:
    """`field` of `rows`, in their order. The library's own types say tuples, which is not what comes."""
    return cast("list[int]", await rows.values_list(field, flat=True))
