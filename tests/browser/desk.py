"""The desk's two sizes."""

from __future__ import annotations

from typing import Literal

from playwright.sync_api import Page

from tests.support.browser import Devices

Device = Literal["desk", "phone"]


def on(devices: Devices, device: Device) -> Page:
    """A page of 1440 x 900 or 390 x 844."""
    return devices.desk() if device == "desk" else devices.phone()
