"""Photos that drivers send: only their picture is kept, small and without what a camera writes beside it."""

from __future__ import annotations

import asyncio
import io
from concurrent.futures import Future, ThreadPoolExecutor

import structlog
from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

from app.bookings.errors import PhotoNotUnderstood, TooManyPhotos

log = structlog.get_logger()

# While one is read it takes up to 280 MB as a JPEG that comes in scans, 100 MB as a WebP, 70 MB as a PNG.
MAX_JPEG_PIXELS = 24_000_000  # twice what a phone takes unless told otherwise
MAX_OTHER_PIXELS = 6_000_000
MAX_SCANS = 100  # cameras write ten; each one more is a pass over the whole picture
MAX_AT_HAND = 22
LONGEST_SIDE = 1600
_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = 80
_START_OF_SCAN = b"\xff\xda"

# Two threads of its own: many large photos must not fill the memory, or keep the loop's threads from others.
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="photo")
_at_hand: set[Future[bytes]] = set()


async def tidy_photo(raw: bytes) -> bytes:
    """`raw` as a JPEG of at most 1600 pixels a side, upright, without metadata.

    Raises PhotoNotUnderstood; TooManyPhotos when two are read and twenty wait.
    """
    if len(_at_hand) >= MAX_AT_HAND:
        raise TooManyPhotos
    reading = _threads.submit(_tidy, raw)
    _at_hand.add(reading)
    reading.add_done_callback(_at_hand.discard)
    # Who hangs up stops no thread, so the place stays taken until that is done.
    return await asyncio.shield(asyncio.wrap_future(reading))


def _tidy(raw: bytes) -> bytes:
    try:
        with Image.open(io.BytesIO(raw), formats=_FORMATS) as picture:
            _check_work(picture, raw)
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is read no larger than it is needed
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture)  # after that, for it copies
            plain = Image.new("RGB", upright.size, "white")
            # What can be seen through, shows white.
            plain.paste(upright, mask=upright if upright.mode in ("RGBA", "LA", "PA") else None)
    except Exception as error:  # a decoder stumbles over forged bytes in every way there is
        log.info("photo_refused", error=type(error).__name__)
        raise PhotoNotUnderstood from error
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def _check_work(picture: Image.Image, raw: bytes) -> None:
    """Before any of it is unpacked: a small file can fill the memory, or take a thread for minutes."""
    is_jpeg = isinstance(picture, JpegImageFile)
    if picture.width * picture.height > (MAX_JPEG_PIXELS if is_jpeg else MAX_OTHER_PIXELS):
        raise ValueError("more pixels than a phone takes")
    if is_jpeg and raw.count(_START_OF_SCAN) > MAX_SCANS:
        raise ValueError("more scans than a camera writes")
