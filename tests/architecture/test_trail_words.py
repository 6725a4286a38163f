"""Whatever the audit trail may tell of has words in the dashboard (whose languages its own tests compare)."""

from __future__ import annotations

import importlib
import pkgutil
import re
from enum import StrEnum

import app
from app.core.events import DomainEvent
from app.notifications.models import ChannelName, MessageKind
from app.web.admin.audit import OF_NO_LOT
from tests.support.settings import ROOT

_AUDIT = ROOT / "pwa" / "src" / "features" / "admin" / "audit"
# Told by words of their own, or not at all.
_TOLD_OTHERWISE = {"photo_ids"}
_HAVE_OTHER_WORDS = (ChannelName, MessageKind)


def _told() -> dict[str, type[DomainEvent]]:
    """The events of lots and of bookings, and those of no lot that trails tell; bases are called events."""
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if module.name.endswith(".events"):
            importlib.import_module(module.name)
    return {
        kind: event
        for kind, event in DomainEvent._kinds.items()
        if event.__module__.startswith("app.") and not kind.endswith("Event")
        if kind in OF_NO_LOT or {"lot_id", "booking_id"} & event.model_fields.keys()
    }


def _listed(file: str, constant: str) -> set[str]:
    """The words before the colons of a constant, or what a list holds."""
    found = re.search(
        rf"^const {constant} = [^\[{{]*[\[{{](.*?)[\]}}]", (_AUDIT / file).read_text(), re.M | re.S
    )
    assert found is not None
    return set(re.findall(r"""(?:^|[\s,])"?(\w+)"?(?::|,|$)""", found[1]))


def test_every_kind_of_event_has_its_sentence() -> None:
    assert _listed("kinds.ts", "KINDS") == _told().keys()


def test_every_fact_has_its_name() -> None:
    named = _listed("facts.ts", "NAMES") | _listed("facts.ts", "SAID") | _TOLD_OTHERWISE
    facts = {field for event in _told().values() for field in event.model_fields if not field.endswith("_id")}
    assert facts - named == set()


def test_every_word_of_the_programs_own_has_another_for_people() -> None:
    kinds = {
        field.annotation
        for event in _told().values()
        for field in event.model_fields.values()
        if isinstance(field.annotation, type) and issubclass(field.annotation, StrEnum)
    }
    words = {word.value for kind in kinds if kind not in _HAVE_OTHER_WORDS for word in kind}
    assert words
    assert words - _listed("facts.ts", "WORDS") == set()
