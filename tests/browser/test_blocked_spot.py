"""A driver with a phone whose spot is taken: a photo, and the new spot and its pass at once."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.support.browser import Devices
from tests.support.driving import book_now, read_mail
from tests.support.stack import Stack

pytestmark = pytest.mark.browser


def large_photo() -> bytes:
    """As a phone takes it: too large to be sent as it is."""
    out = io.BytesIO()
    Image.effect_noise((4000, 3000), 90).convert("RGB").save(out, "JPEG", quality=95)
    return out.getvalue()


def test_a_guest_finds_somebody_on_the_spot_and_moves_to_the_nearest(devices: Devices, stack: Stack) -> None:
    page = devices.phone()
    book_now(page, stack)
    page.get_by_test_id("blocked").click()
    dialog = page.get_by_test_id("blocked-dialog")
    blocked = re.search(r"stands on (\S+)", dialog.get_by_role("heading").first.inner_text())
    assert blocked
    photo = large_photo()
    assert len(photo) > 3 * 1024 * 1024
    files = [{"name": "spot.jpg", "mimeType": "image/jpeg", "buffer": photo}]
    dialog.get_by_test_id("blocked-file").set_input_files(files)  # type: ignore[arg-type]
    expect(dialog.get_by_test_id("blocked-preview")).to_be_visible()
    wanted = re.search(r"Move to (\S+)", dialog.get_by_test_id("blocked-send").inner_text())
    assert wanted
    dialog.get_by_test_id("blocked-send").click()
    expect(dialog.get_by_role("heading", name=f"{wanted[1]} is yours")).to_be_visible()
    dialog.get_by_role("button", name="Close").last.click()
    expect(page.get_by_test_id("moved")).to_contain_text(blocked[1])
    expect(page.get_by_test_id("blocked")).to_have_count(0)
    assert f" {blocked[1]}\t" in stack.command("spot-reports")
    letter = read_mail(page, stack, re.compile("Your spot has changed"))
    assert wanted[1] in letter
