"""Programs, what plate readers doubt, and how people let apps in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from app.core import clock
from app.dev.screens.desk.shell import LOT
from app.dev.screens.visit import Visit

_AROUND = f"/api/admin/lots/{LOT}"
_BACK = "my.ujian.example:/done"
_APP = {"scopes": ["profile:read", "bookings:read", "bookings:write"], "redirectUris": [_BACK]}
_VERIFIER = "a-verifier-that-only-the-screens-know-0123456789"
_CHALLENGE = "C__xSlsGC9wzJ4CxQVh-bJ-7POzw1MrCyctKQzpddxk"  # its SHA-256


def programs(visit: Visit) -> None:
    visit.sign_in_as_owner()
    _connect(visit, "device", "Main entrance", direction="in")
    _connect(visit, "device", "Exit to Jalan Damai", direction="out")
    _connect(visit, "partner", "Ujian Fleet", scopes=["floors:read", "bookings:read"])
    _connect(visit, "app", "Ujian Rides", **_APP, everywhere=True)
    visit.open(f"/admin/{LOT}/programs")
    visit.see("programs-app")


def register(visit: Visit) -> None:
    programs(visit)
    visit.press("new-program")
    visit.page.get_by_test_id("register-dialog").locator("button[aria-pressed]").nth(2).click()


def secret(visit: Visit) -> None:
    """The secret of a reader that was just connected."""
    programs(visit)
    visit.press("program-Main entrance")
    visit.press("new-secret")
    visit.press("sure")
    visit.see("secret")


def details(visit: Visit) -> None:
    programs(visit)
    visit.press("program-Ujian Fleet")


def disable(visit: Visit) -> None:
    programs(visit)
    visit.press("program-Ujian Rides")
    visit.press("disable")


def readings(visit: Visit) -> None:
    visit.sign_in_as_owner()
    _settle_readings(visit)
    entry, exit_ = (
        _token(visit, *_connect(visit, "device", name, direction=direction))
        for name, direction in (("Main entrance", "in"), ("Exit to Jalan Damai", "out"))
    )
    inside = _fetch(visit, "GET", f"{_AROUND}/stays")["inside"]
    _see(visit, entry, "JQM 302", 0.97, "in")
    for stay in inside[:1]:
        _see(visit, exit_, stay["plateNumber"], 0.61, "out")
    for stay in inside[-1:]:
        _see(visit, exit_, stay["plateNumber"][:-1] + "Q", 0.93, "out")
    visit.open(f"/admin/{LOT}/programs/readings")
    visit.see("readings")


def no_readings(visit: Visit) -> None:
    visit.sign_in_as_owner()
    _settle_readings(visit)
    visit.open(f"/admin/{LOT}/programs/readings")
    visit.see("no-readings")


def dismiss(visit: Visit) -> None:
    readings(visit)
    visit.press("dismiss")


def consent(visit: Visit) -> None:
    _ask(visit, _app(visit))
    visit.see("consent-allow")


def consent_refused(visit: Visit) -> None:
    """An app that nobody connected."""
    visit.sign_in()
    _ask(visit, "app-0")
    visit.page.get_by_role("alert").wait_for()


def leaves(visit: Visit) -> None:
    """The account of who let an app in."""
    question = _question(_app(visit))
    body = {
        "clientId": question["client_id"],
        "redirectUri": _BACK,
        "responseType": "code",
        "codeChallenge": question["code_challenge"],
        "codeChallengeMethod": "S256",
        "allow": True,
    }
    address = _fetch(visit, "POST", "/api/oauth/authorization", body)["redirectTo"]
    code = address.split("code=")[1].split("&")[0]
    form: dict[str, str | float | bool] = {
        "grant_type": "authorization_code",
        "client_id": question["client_id"],
        "redirect_uri": _BACK,
        "code": code,
        "code_verifier": _VERIFIER,
    }
    visit.page.request.post(f"{visit.run.address}/oauth/token", form=form)
    visit.open("/account")
    visit.see("leaves")


def prove(visit: Visit) -> None:
    """Back from the outside provider, and there is an account already."""
    visit.open("/sign-in?problem=outside_account_to_prove")
    visit.see("outside-problem")


def _app(visit: Visit) -> str:
    """The client id of an app; afterwards a driver is signed in."""
    visit.sign_in_as_owner()
    client_id, _ = _connect(visit, "app", "Ujian Rides", **_APP, everywhere=True)
    visit.page.context.clear_cookies()  # the owner's session is other visits' too, and goes on
    visit.sign_in()
    return client_id


def _question(client_id: str) -> dict[str, str]:
    return {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": _BACK,
        "state": "1",
        "code_challenge": _CHALLENGE,
        "code_challenge_method": "S256",
    }


def _ask(visit: Visit, client_id: str) -> None:
    visit.open(f"/oauth/authorize?{urlencode(_question(client_id))}")


def _connect(visit: Visit, kind: str, name: str, **more: object) -> tuple[str, str]:
    """Client id and secret of a program with that name; one that is there gets another secret."""
    known = _fetch(visit, "GET", f"{_AROUND}/programs")["programs"]
    there = next((one for one in known if one["name"] == name), None)
    if there is None:
        told = _fetch(visit, "POST", f"{_AROUND}/programs", {"kind": kind, "name": name, **more})
    elif kind == "app":
        return str(there["clientId"]), ""
    else:
        told = _fetch(visit, "POST", f"{_AROUND}/programs/{there['id']}/secret")
    return str(told["program"]["clientId"]), str(told["secret"])


def _token(visit: Visit, client_id: str, secret: str) -> str:
    form: dict[str, str | float | bool] = {
        "grant_type": "client_credentials",
        "client_id": client_id,
        "client_secret": secret,
    }
    answer = visit.page.request.post(f"{visit.run.address}/oauth/token", form=form)
    return str(answer.json()["access_token"])


def _see(visit: Visit, token: str, plate: str, confidence: float, direction: str) -> None:
    told = {
        "plate": plate,
        "confidence": confidence,
        "direction": direction,
        "observedAt": clock.now().isoformat(),
        "key": uuid4().hex,
    }
    visit.page.request.post(
        f"{visit.run.address}/api/observations", headers={"Authorization": f"Bearer {token}"}, data=told
    )


def _settle_readings(visit: Visit) -> None:
    for one in _fetch(visit, "GET", f"{_AROUND}/observations")["observations"]:
        _fetch(visit, "POST", f"{_AROUND}/observations/{one['id']}/dismiss", {"reason": "Drove past"})


def _fetch(visit: Visit, method: str, path: str, body: object = None) -> Any:
    answer = visit.page.request.fetch(f"{visit.run.address}{path}", method=method, data=body)
    if not answer.ok:
        raise RuntimeError(f"{answer.status} {path}: {answer.text()}")
    return answer.json() if answer.body() else None
