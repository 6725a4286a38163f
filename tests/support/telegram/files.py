"""The files that bots and people send, and what Telegram refuses as one."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, UnidentifiedImageError
from telegram import Document, PhotoSize

from tests.support.telegram.calls import Call, Upload
from tests.support.telegram.refusals import bad_request

_LARGEST_PHOTO, _LARGEST_DOCUMENT = 10 * 1024**2, 50 * 1024**2
_LONGEST_SIDES, _STEEPEST = 10_000, 20  # width and height together; the one over the other


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A photo (with `size` in pixels) or a document. `path` is where it can be fetched."""

    id: str
    path: str
    name: str
    content: bytes
    size: tuple[int, int] | None = None

    @property
    def unique_id(self) -> str:
        return self.id.replace("file", "unique")

    def as_photo(self) -> PhotoSize:
        width, height = self.size or (0, 0)
        return PhotoSize(self.id, self.unique_id, width, height, len(self.content))

    def as_document(self) -> Document:
        kind = mimetypes.guess_type(self.name)[0]
        return Document(self.id, self.unique_id, self.name, kind, file_size=len(self.content))


class Files:
    """All of them, by id."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}

    def add_photo(self, upload: Upload) -> StoredFile:
        """Raises Refusal for what is no picture, or none of a size that Telegram takes."""
        if len(upload.content) > _LARGEST_PHOTO:
            raise bad_request("file is too big")
        try:
            with Image.open(BytesIO(upload.content)) as picture:
                picture.load()
                width, height = picture.size
        except (UnidentifiedImageError, OSError, SyntaxError) as error:
            raise bad_request("IMAGE_PROCESS_FAILED") from error
        if width + height > _LONGEST_SIDES or max(width, height) > _STEEPEST * min(width, height):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        return self._add("photos", "", upload.content, (width, height))

    def add_document(self, upload: Upload) -> StoredFile:
        if len(upload.content) > _LARGEST_DOCUMENT:
            raise bad_request("file is too big")
        if not upload.content:
            raise bad_request("file must be non-empty")
        return self._add("documents", upload.name, upload.content, None)

    def take(self, call: Call, given: str, kind: str) -> StoredFile:
        """The file of one of a call's parameters: the name of an uploaded part, or the id of a known file."""
        upload = call.uploads.get(given.removeprefix("attach://"))
        if upload is not None:
            return self.add_photo(upload) if kind == "photo" else self.add_document(upload)
        if given.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")  # the stand-in fetches nothing
        known = self._by_id.get(given)
        if known is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if (known.size is not None) != (kind == "photo"):
            raise bad_request(f"can't use file of this type as {kind.capitalize()}")
        return known

    def get(self, file_id: str) -> StoredFile:
        found = self._by_id.get(file_id)
        if found is None:
            raise bad_request("invalid file_id")
        return found

    def at(self, path: str) -> StoredFile | None:
        return next((file for file in self._by_id.values() if file.path == path), None)

    def _add(self, folder: str, name: str, content: bytes, size: tuple[int, int] | None) -> StoredFile:
        number = len(self._by_id) + 1
        path = f"{folder}/file_{number}"
        file = StoredFile(f"file-{number}", path, name, content, size)
        self._by_id[file.id] = file
        return file
