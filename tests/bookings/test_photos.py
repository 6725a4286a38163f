"""Photos that come in: what is kept of them, and what is refused without harm."""

from __future__ import annotations

import asyncio
import io
import struct
import threading
import zlib
from collections.abc import Callable

import pytest
from PIL import Image, ImageFile

from app.bookings import photos
from app.bookings.errors import PhotoNotUnderstood, TooManyPhotos
from app.bookings.photos import LONGEST_SIDE, MAX_AT_HAND, MAX_SCANS, tidy_photo

SECRET_PLACE = b"Jalan Rahsia 7"


def photo(kind: str = "JPEG", size: tuple[int, int] = (640, 480), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **options)
    return out.getvalue()


def photo_with_exif(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = SECRET_PLACE.decode()
    exif[0x8825] = {1: "N", 2: (3.0, 8.0, 0.0)}  # where it was taken
    return photo(size=(640, 480), exif=exif)


def bomb() -> bytes:
    """A PNG of 40,000 by 40,000 pixels in a few hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 4096)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def photo_in_scans(count: int) -> bytes:
    """A progressive JPEG that sends its last refinement again and again."""
    raw = photo(progressive=True)
    start, end = raw.rindex(b"\xff\xda"), raw.rindex(b"\xff\xd9")
    more = raw[start:end] * (count - raw.count(b"\xff\xda"))
    return raw[:end] + more + raw[end:]


def opened(jpeg: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(jpeg))
    picture.load()
    assert picture.format == "JPEG"
    return picture


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
async def test_a_large_photo_becomes_a_small_jpeg(kind: str) -> None:
    kept = opened(await tidy_photo(photo(kind, (3000, 2000))))
    assert kept.size == (LONGEST_SIDE, 1067)
    red, green, blue = kept.convert("RGB").getpixel((800, 500))  # type: ignore[misc]
    assert (red > 240, green < 20, blue < 20) == (True, True, True)


@pytest.mark.parametrize(
    "raw",
    [
        photo(size=(6000, 4000)),
        photo("MPO", (4000, 3000), save_all=True, append_images=[Image.new("RGB", (40, 30))]),
        photo_in_scans(MAX_SCANS),
    ],
    ids=["as large as may be", "with another picture behind it", "in as many scans as may be"],
)
async def test_what_phones_write_is_taken(raw: bytes) -> None:
    assert max(opened(await tidy_photo(raw)).size) <= LONGEST_SIDE


@pytest.mark.parametrize("mode", ["RGBA", "L", "P", "LA", "CMYK"])
async def test_every_kind_of_colour_is_understood(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    picture = Image.new("RGB", (40, 30), "red").convert(mode)
    out = io.BytesIO()
    picture.save(out, kind)
    assert opened(await tidy_photo(out.getvalue())).mode == "RGB"


async def test_a_photo_stays_as_it_is_turned_and_loses_where_and_when_it_was_taken() -> None:
    raw = photo_with_exif(orientation=6)
    assert SECRET_PLACE in raw
    jpeg = await tidy_photo(raw)
    assert SECRET_PLACE not in jpeg
    kept = opened(jpeg)
    assert kept.size == (480, 640)
    assert dict(kept.getexif()) == {}
    assert not {"exif", "icc_profile", "comment", "xmp"} & set(kept.info)


BROKEN: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "text": lambda: b"<svg onload='alert(1)'></svg>",
    "a program": lambda: b"MZ" + bytes(4000),
    "a GIF": lambda: photo("GIF"),
    "a TIFF": lambda: photo("TIFF"),
    "cut off": lambda: photo(size=(900, 900), quality=95)[:2000],
    "only a head": lambda: b"\xff\xd8\xff\xe0" + bytes(200),
    "a bomb": bomb,
    "too many pixels": lambda: photo("JPEG", (6000, 4001)),
    "too many pixels of a PNG": lambda: photo("PNG", (3000, 2001)),
    "too many pixels of a WebP": lambda: photo("WEBP", (3000, 2001)),
    "too many scans": lambda: photo_in_scans(MAX_SCANS + 1),
}


@pytest.mark.parametrize("what", BROKEN)
async def test_what_is_no_photo_is_refused(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # As in a web process: only the processes that draw receipts load WeasyPrint, which makes Pillow lenient.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)
    with pytest.raises(PhotoNotUnderstood):
        await tidy_photo(BROKEN[what]())


async def test_who_hangs_up_gives_no_place_to_another_before_the_thread_is_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, may_end = threading.Semaphore(0), threading.Event()

    def tidy(raw: bytes) -> bytes:
        begun.release()
        may_end.wait()
        return raw

    monkeypatch.setattr(photos, "_tidy", tidy)
    try:
        sent = [asyncio.create_task(tidy_photo(b"one of many")) for _ in range(MAX_AT_HAND)]
        for _ in range(2):
            await asyncio.to_thread(begun.acquire)
        for upload in sent:
            upload.cancel()
        await asyncio.gather(*sent, return_exceptions=True)
        assert not begun.acquire(blocking=False), "two are read at a time"
        with pytest.raises(TooManyPhotos):
            await tidy_photo(b"one too many")
    finally:
        may_end.set()
    for _ in range(MAX_AT_HAND - 2):
        await asyncio.to_thread(begun.acquire)
    monkeypatch.undo()
    while photos._at_hand:  # noqa: ASYNC110 - threads
        await asyncio.sleep(0.01)
    assert opened(await tidy_photo(photo())).size == (640, 480)
