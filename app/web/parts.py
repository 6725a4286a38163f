"""Forms of several parts, which carry photos."""

from __future__ import annotations

from typing import Any

from quart import request
from werkzeug.exceptions import RequestEntityTooLarge

from app.core.errors import DomainError

_LONGEST_HEAD = 1000


class NotMultipart(DomainError):
    """A form with a photo has several parts, each with its own head; no other kind of body is read."""

    code = "not_multipart"
    status = 415


async def read_parts(most: int) -> dict[str, Any]:
    """The fields and files of the form that was sent, `most` at most. Raises NotMultipart.

    Of that kind alone: another could name a million fields, which are all read before one is looked at.
    """
    if request.mimetype != "multipart/form-data":
        raise NotMultipart
    request.max_form_parts = most
    # Whole: of one that is read as it comes no more than a chunk is measured.
    _check_heads(await request.get_data(cache=True, as_text=False, parse_form_data=False), most)
    form, files = await request.form, await request.files
    return {**form.to_dict(), **files.to_dict()}


def _check_heads(body: bytes, most: int) -> None:
    """Before they are read: the parser takes a second for each megabyte of the head of a part."""
    delimiter = b"--" + request.mimetype_params.get("boundary", "").encode()
    heads = [part.partition(b"\r\n\r\n")[0] for part in body.split(delimiter, most + 1)]
    if max(map(len, heads)) > _LONGEST_HEAD:
        raise RequestEntityTooLarge
