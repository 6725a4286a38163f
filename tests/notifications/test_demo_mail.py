from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from quart import Quart

from app.config import Settings
from app.notifications.mails.envelope import seal
from app.notifications.mails.folder import lay_into_folder
from app.notifications.models import MessageKind
from app.web.app import create_app
from tests.notifications.occasions import outgoing
from tests.notifications.test_envelope import LETTER, PDF, RENDERED
from tests.receipts.records import PAID
from tests.support.settings import ROOT, SECRETS

NAME = "20261122T040000-00000041"
HOSTILE = "<script>alert(1)</script>"


def _app(folder: Path, *, demo: bool = True) -> Quart:
    given = {name.lower(): value for name, value in SECRETS.items()}
    settings = Settings.model_validate(
        {**given, "public_url": "http://localhost:8000", "var_dir": folder, "demo": demo}
    )
    return create_app(settings)


def _lay_mail(folder: Path, subject: str = RENDERED.subject, html: str = RENDERED.html) -> None:
    letter = replace(LETTER, rendered=replace(RENDERED, subject=subject, html=html))
    kind = outgoing(MessageKind.BOOKING_CONFIRMED, {})
    message = seal(
        letter,
        kind,
        mail_from="parking@parking.example",
        public_url="http://localhost:8000",
        receipt=PDF,
        at=PAID,
    )
    lay_into_folder(folder / "mail", message, delivery_id=kind.id, at=PAID)


async def test_mails_are_listed_in_the_reader_s_language(tmp_path: Path) -> None:
    _lay_mail(tmp_path)
    client = _app(tmp_path).test_client()

    english = await (await client.get("/demo/mail")).get_data(as_text=True)
    malay = await (await client.get("/demo/mail", headers={"Accept-Language": "ms"})).get_data(as_text=True)

    assert f'href="/demo/mail/{NAME}"' in english
    assert RENDERED.subject in english
    assert "Sun, 22 Nov 2026, 12:00" in english
    assert "E-mel demo" in malay


async def test_the_pages_name_their_icon_so_that_no_browser_guesses_its_address(tmp_path: Path) -> None:
    _lay_mail(tmp_path)
    client = _app(tmp_path).test_client()

    for address in ("/demo/mail", f"/demo/mail/{NAME}"):
        page = await (await client.get(address)).get_data(as_text=True)
        [icon] = re.findall(r'<link rel="icon" href="(/[^"]+)"', page)
        assert (ROOT / "pwa" / "public" / icon.lstrip("/")).is_file()


async def test_an_empty_letter_box_says_what_to_do(tmp_path: Path) -> None:
    response = await _app(tmp_path).test_client().get("/demo/mail")

    assert response.status_code == 200
    assert "No mail yet" in await response.get_data(as_text=True)


async def test_a_mail_is_shown_with_its_head_its_text_and_its_attachments(tmp_path: Path) -> None:
    _lay_mail(tmp_path)

    page = await (await _app(tmp_path).test_client().get(f"/demo/mail/{NAME}")).get_data(as_text=True)

    for expected in (
        "ParkPro &lt;parking@parking.example&gt;",
        "aisyah@mail.example",
        "help@damai-parking.example",
        "Salam é 停车",
        f'src="/demo/mail/{NAME}/html"',
        'sandbox="allow-popups allow-popups-to-escape-sandbox"',
        "PLAZA-DAMAI-000123.pdf",
    ):
        assert expected in page, expected


async def test_the_mail_s_html_is_complete_and_can_do_nothing(tmp_path: Path) -> None:
    _lay_mail(tmp_path)

    response = await _app(tmp_path).test_client().get(f"/demo/mail/{NAME}/html")
    html = await response.get_data(as_text=True)
    policy = response.headers["Content-Security-Policy"]

    assert '<img src="data:image/png;base64,iVBOR' in html
    assert '<base target="_blank">' in html
    assert "default-src 'none'" in policy
    assert "sandbox allow-popups allow-popups-to-escape-sandbox" in policy
    assert "script" not in policy
    assert "frame-ancestors 'self'" in policy


async def test_attachments_are_downloaded_as_they_are(tmp_path: Path) -> None:
    _lay_mail(tmp_path)
    client = _app(tmp_path).test_client()

    response = await client.get(f"/demo/mail/{NAME}/attachments/0")

    assert await response.get_data(as_text=False) == PDF
    assert response.content_type == "application/pdf"
    assert response.headers["Content-Disposition"] == "attachment; filename=PLAZA-DAMAI-000123.pdf"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert (await client.get(f"/demo/mail/{NAME}/attachments/1")).status_code == 404


async def test_a_hostile_subject_is_text(tmp_path: Path) -> None:
    _lay_mail(tmp_path, subject=HOSTILE)
    client = _app(tmp_path).test_client()

    for path in ("/demo/mail", f"/demo/mail/{NAME}"):
        page = await (await client.get(path)).get_data(as_text=True)
        assert HOSTILE not in page
        assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    "name",
    [
        "..",
        "..%2f..%2fsecret",
        "%2fetc%2fpasswd",
        "../secret",
        "20261122T040000-00000099",
        f"{NAME}.eml",
        f"{NAME}%00",
        f"{NAME}%0a",
    ],
)
@pytest.mark.parametrize("part", ["", "/html", "/attachments/0"])
async def test_nothing_but_mails_can_be_asked_for(tmp_path: Path, name: str, part: str) -> None:
    _lay_mail(tmp_path)
    (tmp_path / "secret.eml").write_text("Subject: secret\n\nsecret\n")

    response = await _app(tmp_path).test_client().get(f"/demo/mail/{name}{part}")

    assert response.status_code == 404
    assert b"Subject: secret" not in await response.get_data(as_text=False)


async def test_only_the_demo_has_a_letter_box(tmp_path: Path) -> None:
    _lay_mail(tmp_path)
    client = _app(tmp_path, demo=False).test_client()

    for path in ("/demo/mail", f"/demo/mail/{NAME}", f"/demo/mail/{NAME}/html"):
        assert (await client.get(path)).status_code == 404


async def test_the_pages_run_no_script_and_bring_their_own_style(tmp_path: Path) -> None:
    _lay_mail(tmp_path)
    client = _app(tmp_path).test_client()

    for path in ("/demo/mail", f"/demo/mail/{NAME}"):
        page = await (await client.get(path)).get_data(as_text=True)
        assert "<script" not in page
        assert "style=" not in page
    assert (await client.get("/demo/mail/style.css")).content_type == "text/css; charset=utf-8"
