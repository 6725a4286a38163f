"""The operator's side in a browser: who owns all car parks, at a desk or on a phone."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.support import driving
from tests.support.browser import Devices
from tests.support.desk_work import OWNER

DEVICES = ("desk", "phone")


def on(devices: Devices, device: str) -> Page:
    """A page of 1440 x 900 or 390 x 844."""
    return devices.desk() if device == "desk" else devices.phone()


def open_as_owner(devices: Devices, device: str, address: str) -> Page:
    """A page of the dashboard, by way of the sign-in that it asks for."""
    page = on(devices, device)
    page.goto(address)
    driving.sign_in(page, *OWNER)
    return page
