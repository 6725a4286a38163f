"""Who does a thing: every verb that changes something is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self

ActorKind = Literal["driver", "guest", "attendant", "operator", "owner", "gateway", "clock"]


@dataclass(frozen=True, slots=True)
class Actor:
    """`person_id` is set for people with an account; a guest, the gateway and the clock have none."""

    kind: ActorKind
    person_id: int | None = None

    @classmethod
    def driver(cls, person_id: int) -> Self:
        return cls("driver", person_id)

    def __str__(self) -> str:
        return self.kind if self.person_id is None else f"{self.kind}:{self.person_id}"


GUEST = Actor("guest")
GATEWAY = Actor("gateway")
CLOCK = Actor("clock")
OPERATOR = Actor("operator")  # somebody at the command line
