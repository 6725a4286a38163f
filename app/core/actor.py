"""Who does a thing: every verb that changes something is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self

ActorKind = Literal["driver", "guest", "attendant", "operator", "owner", "program", "gateway", "clock"]


@dataclass(frozen=True, slots=True)
class Actor:
    """`person_id` is set for people with an account; a guest, the gateway and the clock have none.

    `program_id`: of a program that acts for itself, such as a plate reader.
    """

    kind: ActorKind
    person_id: int | None = None
    program_id: int | None = None

    @classmethod
    def driver(cls, person_id: int) -> Self:
        return cls("driver", person_id)

    @classmethod
    def program(cls, program_id: int) -> Self:
        return cls("program", program_id=program_id)

    def __str__(self) -> str:
        id_ = self.person_id if self.program_id is None else self.program_id
        return self.kind if id_ is None else f"{self.kind}:{id_}"


GUEST = Actor("guest")
GATEWAY = Actor("gateway")
CLOCK = Actor("clock")
OPERATOR = Actor("operator")  # somebody at the command line
