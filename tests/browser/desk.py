"""The operator's side in a browser: who owns all car parks, at a desk or on a phone."""

from __future__ import annotations

from typing import Literal

from playwright.sync_api import Page

from app.accounts.permissions import Role
from app.demo.people import DEMO_LOGINS
from tests.support import driving
from tests.support.browser import Devices

Device = Literal["desk", "phone"]
DEVICES: tuple[Device, ...] = ("desk", "phone")
OWNER = next((login.email, login.password) for login in DEMO_LOGINS if login.role is Role.OWNER)


def on(devices: Devices, device: Device) -> Page:
    """A page of 1440 x 900 or 390 x 844."""
    return devices.desk() if device == "desk" else devices.phone()


def open_as_owner(devices: Devices, device: Device, address: str) -> Page:
    """A page of the dashboard, by way of the sign-in that it asks for."""
    page = on(devices, device)
    page.goto(address)
    driving.sign_in(page, *OWNER)
    return page
