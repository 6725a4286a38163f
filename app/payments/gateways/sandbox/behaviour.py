"""How the sandbox may be asked to misbehave, as gateways do in the field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal

Sequence = Literal["callback_first", "return_first"]
EnquiryFault = Literal["error", "nothing", "garbage", "timeout"]
RefundFault = Literal["error", "lost"]
Undecided = Literal["RP09", "RP01"]
ReturnMethod = Literal["GET", "drop"]

_CHOICES: dict[str, tuple[str, ...]] = {
    "sequence": ("callback_first", "return_first"),
    "enquiry": ("error", "nothing", "garbage", "timeout"),
    "refund": ("error", "lost"),
    "report_first": ("RP09", "RP01"),
    "return_by": ("GET", "drop"),
}
_MAX_SECONDS = 86_400.0


class BadBehaviour(ValueError):
    """The misbehaviour asked for is none the sandbox knows; the text says which part."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Departures from the normal course for a payment; the default is none at all.

    `drop_callback`, `double_callback`, `callback_delay_seconds`: what happens to the direct answer.
    `callback_amount`: the direct answer carries this amount, validly signed. `forge_callback`: its checksum
    is of another key. `sequence`: the direct answer arrives before the browser is let go, or only after it
    came back. `report_first` for `report_first_seconds`: everyone is told this code before the real one, the
    direct answer then comes twice. `enquiry`: answers HTTP 500, an empty body, a torn body, or hangs, for the
    first `enquiry_times` enquiries (0: all). `refund`: HTTP 500 before (`error`) or after (`lost`) doing it.
    `return_by`: the browser comes back with a GET, or never. `status`: paying ends with this code.
    """

    drop_callback: bool = False
    double_callback: bool = False
    callback_delay_seconds: float = 0.0
    callback_amount: str = ""
    forge_callback: bool = False
    sequence: Sequence | None = None
    report_first: Undecided | None = None
    report_first_seconds: float = 5.0
    enquiry: EnquiryFault | None = None
    enquiry_times: int = 0
    refund: RefundFault | None = None
    return_by: ReturnMethod | None = None
    status: str = ""

    def over(self, base: Behaviour) -> Behaviour:
        """`base`, departed from where this one says something."""
        normal = asdict(Behaviour())
        said = {name: value for name, value in asdict(self).items() if value != normal[name]}
        return replace(base, **said)

    def to_json(self) -> dict[str, object]:
        """Only what departs from the normal course, in camelCase."""
        normal = asdict(Behaviour())
        return {_camel(name): value for name, value in asdict(self).items() if value != normal[name]}


def behaviour_from_json(document: Mapping[str, object]) -> Behaviour:
    """Reads what `to_json` writes. Raises BadBehaviour naming the field."""
    known = {_camel(part.name): part.name for part in fields(Behaviour)}
    for name in document:
        if name not in known:
            raise BadBehaviour(f"{name}: the sandbox knows {', '.join(known)}")
    values: dict[str, Any] = {
        known[name]: _checked(known[name], name, value) for name, value in document.items()
    }
    return replace(Behaviour(), **values)


def _checked(name: str, shown: str, value: object) -> object:
    if name in _CHOICES:
        if value is not None and value not in _CHOICES[name]:
            raise BadBehaviour(f"{shown}: one of {', '.join(_CHOICES[name])}")
        return value
    if name in ("callback_amount", "status"):
        pattern = r"|[0-9]{1,14}\.[0-9]{2}" if name == "callback_amount" else r"|[A-Z]{2}[0-9]{2,3}"
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise BadBehaviour(f"{shown}: {'an amount as 12.50' if 'Amount' in shown else 'a status code'}")
        return value
    if name == "enquiry_times":
        if type(value) is not int or value < 0:
            raise BadBehaviour(f"{shown}: how many enquiries; 0 for all")
        return value
    if name.endswith("_seconds"):
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= _MAX_SECONDS:
            raise BadBehaviour(f"{shown}: seconds, up to a day")
        return float(value)
    if not isinstance(value, bool):
        raise BadBehaviour(f"{shown}: true or false")
    return value


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
