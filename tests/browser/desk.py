"""The operator's side in a browser: who owns all car parks, at a desk or on a phone."""

from __future__ import annotations

from playwright.sync_api import Page

from app.accounts.permissions import Role
from app.demo.people import DEMO_LOGINS
from tests.support import driving
from tests.support.browser import Devices

OWNER = next((login.email, login.password) for login in DEMO_LOGINS if login.role is Role.OWNER)
DEVICES = ("desk", "phone")


def open_as_owner(devices: Devices, device: str, address: str) -> Page:
    """A page of the dashboard, by way of the sign-in that it asks for."""
    page = devices.desk() if device == "desk" else devices.phone()
    page.goto(address)
    driving.sign_in(page, *OWNER)
    return page
