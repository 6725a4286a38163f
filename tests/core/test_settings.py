"""A setting that is wrong names itself and stops the start; secrets stay secret."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.config import Settings, SettingsError, load_settings
from app.map_source import Credit, TileKind
from app.notifications.pushes.endpoints import PushServices
from tests.support.settings import ROOT, SECRETS, process_environment

GOOD = {**SECRETS, "PUBLIC_URL": "https://parking.example", "DATABASE_URL": "mysql://u:p@db.example/parkpro"}
NEEDED = (
    "PUBLIC_URL",
    "SECRET_KEY",
    "RINGGITPAY_APP_ID",
    "RINGGITPAY_REQUEST_KEY",
    "RINGGITPAY_RESPONSE_KEY",
)


@pytest.fixture(autouse=True)
def _no_settings_of_this_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def _load(monkeypatch: pytest.MonkeyPatch, **settings: str | None) -> Settings:
    for name, value in {**GOOD, **settings}.items():
        if value is not None:
            monkeypatch.setenv(name, value)
    return load_settings()


def _complaint(monkeypatch: pytest.MonkeyPatch, **settings: str | None) -> str:
    with pytest.raises(SettingsError) as caught:
        _load(monkeypatch, **settings)
    return str(caught.value)


def test_good_settings_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _load(
        monkeypatch,
        PUBLIC_URL="https://parking.example/",
        SECRET_KEY_FALLBACKS="earlier, , earliest",
        RINGGITPAY_REFUND_URL="https://gateway.example/refund",
        SMTP_URL="smtps://u:p@mail.example:465",
        MAIL_FROM="Damai Parking <parking@damai.example>",
        PUSH_SERVICE_HOSTS="push.example, Push.Other.example",
    )

    assert settings.public_url == "https://parking.example"
    assert not settings.is_local
    assert settings.sender == "Damai Parking <parking@damai.example>"
    assert settings.vapid is not None
    assert settings.vapid.subject == "mailto:parking@damai.example"
    assert settings.push_services == PushServices(("push.example", "push.other.example"))
    assert [key.get_secret_value() for key in settings.secret_key_fallbacks] == ["earlier", "earliest"]
    assert settings.ringgitpay.refund_url == "https://gateway.example/refund"
    assert settings.ringgitpay.api_key == "api-key-of-the-tests"


def test_an_empty_setting_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _load(monkeypatch, RINGGITPAY_API_KEY="", RINGGITPAY_REFUND_URL="", SMTP_URL="", MAIL_FROM="")

    assert settings.ringgitpay.api_key is None
    assert settings.ringgitpay.refund_url is None
    assert settings.smtp_url is None
    assert settings.sender == "parking@parking.example"


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_setting_names_itself(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert _complaint(monkeypatch, **{name: None}).startswith(f"{name}: is not set")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgres://db.example/parkpro"),
        ("DATABASE_URL", "mysql://db.example"),
        ("DATABASE_URL", "mysql://u:p@db.example:port/parkpro"),
        ("DATABASE_URL", "mysql://u:p@[db.example/parkpro"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_POOL_SIZE", "1"),
        ("DATABASE_POOL_SIZE", "many"),
        ("PUBLIC_URL", "parking.example"),
        ("PUBLIC_URL", "https://parking.example/app"),
        ("PUBLIC_URL", "https://parking.example/?a=b"),
        ("PUBLIC_URL", "ftp://parking.example"),
        ("PUBLIC_URL", "http://parking.example"),
        ("PUBLIC_URL", "https://192.0.2.7"),
        ("PUBLIC_URL", "https://parking.example:8443"),
        ("PUBLIC_URL", "https://parking.example:port"),
        ("PUBLIC_URL", "https://[parking.example"),
        ("SECRET_KEY", "short"),
        ("DEMO", "perhaps"),
        ("RINGGITPAY_APP_ID", "R" * 21),
        ("RINGGITPAY_PAYMENT_URL", "gateway.example/payment"),
        ("RINGGITPAY_ENQUIRY_URL", "gateway"),
        ("RINGGITPAY_REFUND_URL", "mailto:refunds@gateway.example"),
        ("RINGGITPAY_REFUND_URL", "https://[gateway.example/refund"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("TELEGRAM_BOT_TOKEN", "parking_example_bot"),
        ("TELEGRAM_BOT_NAME", "the parking bot"),
        ("TELEGRAM_UPDATES", "pigeons"),
        ("VAPID_PRIVATE_KEY", "my-key"),
        ("VAPID_PRIVATE_KEY", "A" * 43),
        ("VAPID_SUBJECT", "parking@parking.example"),
        ("VAPID_SUBJECT", "http://parking.example"),
        ("PUSH_SERVICE_HOSTS", "https://push.example"),
        ("PUSH_SERVICE_HOSTS", "push.example, *.example"),
        ("PUSH_SERVICE_HOSTS", ","),
        ("SMTP_URL", "https://mail.example"),
        ("SMTP_URL", "smtp://"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_wrong_setting_names_itself_in_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    complaint = _complaint(monkeypatch, **{name: value})

    assert complaint.startswith(f"{name}: ")
    assert "\n" not in complaint


def test_several_wrong_settings_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    complaint = _complaint(monkeypatch, SECRET_KEY="short", LOG_LEVEL="LOUD", RINGGITPAY_APP_ID=None)

    assert sorted(line.split(":")[0] for line in complaint.splitlines()) == [
        "LOG_LEVEL",
        "RINGGITPAY_APP_ID",
        "SECRET_KEY",
    ]


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "RINGGITPAY_REQUEST_KEY", "RINGGITPAY_RESPONSE_KEY", "VAPID_PRIVATE_KEY"]
)
def test_production_refuses_secrets_of_the_demo(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    secret = f"demo-{'x' * 40}"

    assert _complaint(monkeypatch, **{name: secret}).startswith(f"{name}: ")
    assert secret not in _complaint(monkeypatch, **{name: secret})


def test_production_refuses_every_secret_that_the_demo_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever `make run` marks as its own may not sign anything elsewhere."""
    for name in ("SECRET_KEY_FALLBACKS", "RINGGITPAY_API_KEY"):
        assert _complaint(monkeypatch, **{name: f"demo-{'x' * 40}"}).startswith(f"{name}: ")
        monkeypatch.delenv(name)


@pytest.mark.parametrize(
    "name", ["RINGGITPAY_PAYMENT_URL", "RINGGITPAY_ENQUIRY_URL", "RINGGITPAY_REFUND_URL"]
)
def test_production_talks_to_the_gateway_over_https_only(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert _complaint(monkeypatch, **{name: "http://gateway.example/"}).startswith(f"{name}: use https://")


def test_production_is_no_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _complaint(monkeypatch, DEMO="true").startswith("DEMO: ")


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000"])
def test_localhost_may_be_a_demo_over_plain_http(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    settings = _load(
        monkeypatch,
        PUBLIC_URL=f"http://{host}",
        DEMO="true",
        SECRET_KEY=f"demo-{'xyz' * 20}",
        RINGGITPAY_PAYMENT_URL="http://localhost:8001/payment",
    )

    assert settings.is_local


def test_secrets_show_in_no_text_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = {
        **{name: value for name, value in SECRETS.items() if name != "RINGGITPAY_APP_ID"},
        "SECRET_KEY_FALLBACKS": "an-earlier-key-of-this-house",
        "SMTP_URL": "smtp://u:password-of-the-mail-server@mail.example:587",
        "TELEGRAM_BOT_TOKEN": "123456:token-of-the-bot-of-this-house",
        "DATABASE_URL": "mysql://u:password-of-the-database@db.example/parkpro",
    }
    settings = _load(monkeypatch, TELEGRAM_BOT_NAME="parking_example_bot", **secrets)
    texts = [repr(settings), str(settings), repr(settings.ringgitpay), repr(settings.telegram)]
    hidden = [
        *(secrets[name] for name in secrets if name not in {"SMTP_URL", "DATABASE_URL"}),
        "password-of-the-mail-server",
        "password-of-the-database",
    ]

    assert [secret for secret in hidden for text in texts if secret in text] == []


CREDIT = "[© OpenStreetMap contributors](https://www.openstreetmap.org/copyright)"


@pytest.mark.parametrize(
    ("tiles", "kind", "origin"),
    [
        ("https://tiles.example/{z}/{x}/{y}.png", TileKind.RASTER, "https://tiles.example"),
        ("https://tiles.example:8443/{z}/{y}/{x}?key=k", TileKind.RASTER, "https://tiles.example:8443"),
        ("https://tiles.example/{z}/{x}/{y}.mvt", TileKind.VECTOR, "https://tiles.example"),
        ("https://maps.example/town.pmtiles", TileKind.PMTILES, "https://maps.example"),
        ("http://localhost:9/{z}/{x}/{y}.pbf", TileKind.VECTOR, "http://localhost:9"),
    ],
)
def test_tiles_come_from_a_configured_server(
    monkeypatch: pytest.MonkeyPatch, tiles: str, kind: TileKind, origin: str
) -> None:
    source = _load(monkeypatch, MAP_TILES=tiles, MAP_ATTRIBUTION=CREDIT).map_source

    assert source is not None
    assert (source.kind, source.url, source.origin, source.file) == (kind, tiles, origin, None)


def test_tiles_come_from_a_file_of_ones_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "town.pmtiles"
    file.write_bytes(b"PMTiles\x03" + bytes(119))
    source = _load(
        monkeypatch, MAP_TILES=str(file), MAP_ATTRIBUTION=f"Town plan of 2026, {CREDIT}", MAP_MAX_ZOOM="14"
    ).map_source

    assert source is not None
    assert (source.kind, source.file, source.origin, source.max_zoom) == (TileKind.PMTILES, file, None, 14)
    assert source.attribution == (
        Credit("Town plan of 2026,"),
        Credit("© OpenStreetMap contributors", "https://www.openstreetmap.org/copyright"),
    )


def test_without_tiles_there_is_no_map(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _load(monkeypatch, MAP_TILES="").map_source is None


@pytest.mark.parametrize(
    "tiles",
    [
        "/nowhere/town.pmtiles",
        __file__,
        "https://tiles.example/town.png",
        "https://{s}.tiles.example/{z}/{x}/{y}.png",
        "https://tiles.example/{s}/{z}/{x}/{y}.png",
        "http://tiles.example/{z}/{x}/{y}.png",
        "ftp://tiles.example/{z}/{x}/{y}.png",
        "https://a:b@tiles.example/{z}/{x}/{y}.png",
        "https://tiles.example; script-src *//{z}/{x}/{y}.png",
        "https://[tiles.example/{z}/{x}/{y}.png",
    ],
)
def test_tiles_that_cannot_be_had_are_refused(monkeypatch: pytest.MonkeyPatch, tiles: str) -> None:
    complaint = _complaint(monkeypatch, MAP_TILES=tiles, MAP_ATTRIBUTION=CREDIT)

    assert complaint.startswith("MAP_TILES: ")
    assert "\n" not in complaint


def test_a_map_without_attribution_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    complaint = _complaint(monkeypatch, MAP_TILES="https://tiles.example/{z}/{x}/{y}.png")

    assert complaint.startswith("MAP_ATTRIBUTION: ")


@pytest.mark.parametrize("module", ["jobs", "app"])
def test_a_process_with_a_wrong_setting_says_so_in_one_line_and_ends(module: str) -> None:
    command = [sys.executable, "-m", module, *(["web"] if module == "app" else [])]
    environment = process_environment(LOG_LEVEL="LOUD")
    finished = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )

    assert finished.returncode == 1
    assert finished.stderr.startswith("LOG_LEVEL: ")
    assert len(finished.stderr.splitlines()) == 1
    assert finished.stdout == ""


@pytest.mark.parametrize(
    ("wishes", "uses_webhook"),
    [
        ({}, True),
        ({"TELEGRAM_UPDATES": "polling"}, False),
        ({"PUBLIC_URL": "http://localhost:8000"}, False),
        ({"PUBLIC_URL": "http://localhost:8000", "TELEGRAM_UPDATES": "webhook"}, True),
    ],
)
def test_a_public_installation_is_called_by_telegram(
    monkeypatch: pytest.MonkeyPatch, wishes: dict[str, str], uses_webhook: bool
) -> None:
    named = {
        "TELEGRAM_BOT_TOKEN": "123456:token-of-the-bot-of-this-house",
        "TELEGRAM_BOT_NAME": "@parking_bot",
    }
    bot = _load(monkeypatch, **named, **wishes).telegram

    assert bot is not None
    assert (bot.name, bot.uses_webhook) == ("parking_bot", uses_webhook)
    assert re.fullmatch(r"[\w-]{1,256}", bot.webhook_secret)  # what Telegram takes


@pytest.mark.parametrize(
    ("named", "missing"),
    [
        ({"TELEGRAM_BOT_NAME": "parking_bot"}, "TELEGRAM_BOT_TOKEN"),
        ({"TELEGRAM_BOT_TOKEN": "123456:token-of-the-bot-of-this-house"}, "TELEGRAM_BOT_NAME"),
    ],
)
def test_a_bot_needs_its_token_and_its_name(
    monkeypatch: pytest.MonkeyPatch, named: dict[str, str], missing: str
) -> None:
    assert _complaint(monkeypatch, **named).startswith(f"{missing}: ")


def test_without_a_token_there_is_no_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _load(monkeypatch).telegram is None
