"""What a plan makes of the spots that are there: which stay who they are, which come, which go. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from app.lots.faults import FaultKind, MapFault
from app.lots.models import Space, SpaceStatus, SpaceType
from app.lots.rules import SpacePlan


@dataclass(frozen=True, slots=True)
class Retyped:
    """A spot that stays and becomes of another type."""

    space: Space
    to: SpaceType


@dataclass(frozen=True, slots=True)
class Renamed:
    """A spot that stays under another label."""

    space: Space
    to: str


@dataclass(frozen=True, slots=True)
class FloorChanges:
    """`plans`: by the id of the spot that is there, which one it becomes; `added`: the new ones.

    `faults`: ids that stand twice, or are of no spot of the floor. `moved` and `resized` hold the labels of
    spots that lie elsewhere, and that are of another size; a spot may stand in several lists.
    """

    plans: dict[int, SpacePlan]
    added: list[SpacePlan]
    retired: list[Space]
    renamed: list[Renamed]
    retyped: list[Retyped]
    moved: list[str]
    resized: list[str]
    faults: list[MapFault] = field(default_factory=list)

    @property
    def touched(self) -> set[str]:
        """The labels of all spots that stay and are not as they were."""
        others = {one.to for one in self.renamed} | {self.plans[one.space.id].label for one in self.retyped}
        return others | {*self.moved, *self.resized}


def find_changes(present: Sequence[Space], planned: Sequence[SpacePlan]) -> FloorChanges:
    """Matches by id, then by label. A retired spot that is planned again comes back."""
    spaces = {space.id: space for space in present}
    named = Counter(plan.id for plan in planned if plan.id is not None)
    faults = [
        MapFault(FaultKind.UNKNOWN_SPOT, plan.x, plan.y, plan.label, str(plan.id))
        for plan in planned
        if plan.id is not None and (plan.id not in spaces or named[plan.id] > 1)
    ]
    by_label = {space.label: space.id for space in present if space.id not in named}
    plans: dict[int, SpacePlan] = {}
    added: list[SpacePlan] = []
    for plan in planned:
        space_id = plan.id if plan.id is not None else by_label.pop(plan.label, None)
        if space_id is None:
            added.append(plan)
        elif space_id in spaces:
            plans[space_id] = replace(plan, id=space_id)
    kept = [(spaces[id_], plan) for id_, plan in plans.items() if _is_active(spaces[id_])]
    returning = [plan for id_, plan in plans.items() if not _is_active(spaces[id_])]
    return FloorChanges(
        plans=plans,
        added=[*added, *returning],
        retired=[space for space in present if _is_active(space) and space.id not in plans],
        renamed=[Renamed(space, plan.label) for space, plan in kept if space.label != plan.label],
        retyped=[Retyped(space, plan.type) for space, plan in kept if space.type is not plan.type],
        moved=[plan.label for space, plan in kept if _place(space) != _place(plan)],
        resized=[plan.label for space, plan in kept if _size(space) != _size(plan)],
        faults=faults,
    )


def new_spots(changes: FloorChanges) -> list[SpacePlan]:
    """Those of `added` that never were there."""
    return [plan for plan in changes.added if plan.id is None]


def labels_to_give_up(present: Iterable[Space], changes: FloorChanges) -> dict[int, str]:
    """Retired spots whose label another one takes, with the label that they are kept under: `A1.1`."""
    wanted = {plan.label for plan in (*changes.plans.values(), *changes.added)}
    kept = [space for space in present if space.id not in changes.plans]
    taken = wanted | {space.label for space in kept}
    given: dict[int, str] = {}
    for space in kept:
        if space.label in wanted:
            given[space.id] = _free_label(space.label, taken)
            taken.add(given[space.id])
    return given


def _free_label(label: str, taken: set[str]) -> str:
    number = 1
    while (found := f"{label[: 11 - len(str(number))]}.{number}") in taken:
        number += 1
    return found


def _is_active(space: Space) -> bool:
    return space.status is SpaceStatus.ACTIVE


def _place(spot: Space | SpacePlan) -> tuple[int, int, int]:
    return spot.x, spot.y, spot.rotation


def _size(spot: Space | SpacePlan) -> tuple[int, int]:
    return spot.width, spot.height
