"""What browsers bring along on their way to the outside provider and back. More is let through unread."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Text = Annotated[str, StringConstraints(max_length=2000)]


class OutsideStart(BaseModel):
    """`next`: the page of the app that the person wants."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    next: Text | None = None


class OutsideReturn(BaseModel):
    """The provider's answer (OpenID Connect Core 1.0, 3.1.2.5; RFC 9207)."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    code: Text | None = None
    state: Text | None = None
    iss: Text | None = None
    error: Text | None = None
