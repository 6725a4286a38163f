"""One call of a method: what came as query, form, JSON or multipart body, read alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl

from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_options_header

from tests.support.telegram.refusals import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """`parameters` are texts, as in a form: what is none is JSON. `uploads` by the name of their part."""

    method: str
    parameters: Mapping[str, str]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.parameters.get(name, "")

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in {"true", "1"}

    def integer(self, name: str, default: int = 0) -> int:
        try:
            return int(self.text(name) or default)
        except ValueError:
            raise bad_request(f"{name} must be an Integer") from None

    def number(self, name: str) -> float:
        try:
            return float(self.text(name))
        except ValueError:
            raise bad_request(f"{name} is empty") from None

    def json(self, name: str) -> Any:
        """The value in a parameter that holds JSON; None when it is not there."""
        if not self.text(name):
            return None
        try:
            return json.loads(self.text(name))
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None


@dataclass(frozen=True, slots=True)
class Answered:
    """A call and how it was answered; `refusal` is empty for one that went well."""

    call: Call
    status: int
    refusal: str = ""


def read_call(method: str, query: str, content_type: str, body: bytes) -> Call:
    """Raises Refusal for a body that can't be read."""
    parameters = dict(parse_qsl(query, keep_blank_values=True))
    if not body:
        return Call(method, parameters)
    kind, options = parse_options_header(content_type)
    if kind == "application/json":
        return Call(method, parameters | _read_json(body))
    parser = FormDataParser(max_form_memory_size=None)
    _, form, files = parser.parse(BytesIO(body), kind, len(body), options)
    uploads = {name: Upload(file.filename or "", file.read()) for name, file in files.items()}
    return Call(method, parameters | form.to_dict(), uploads)


def _read_json(body: bytes) -> dict[str, str]:
    try:
        given = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(given, dict):
        raise bad_request("can't parse JSON object")
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in given.items()}
