"""A setting that is wrong names itself and stops the start; secrets stay secret."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.config import Settings, SettingsError, load_settings
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
    )

    assert settings.public_url == "https://parking.example"
    assert not settings.is_local
    assert settings.sender == "parking@parking.example"
    assert [key.get_secret_value() for key in settings.secret_key_fallbacks] == ["earlier", "earliest"]
    assert settings.ringgitpay.refund_url == "https://gateway.example/refund"
    assert settings.ringgitpay.api_key == "api-key-of-the-tests"


def test_an_empty_setting_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _load(monkeypatch, RINGGITPAY_API_KEY="", RINGGITPAY_REFUND_URL="", SMTP_URL="", MAIL_FROM="")

    assert settings.ringgitpay.api_key is None
    assert settings.ringgitpay.refund_url is None
    assert settings.smtp_url is None


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
        "TELEGRAM_BOT_TOKEN": "token-of-the-bot",
        "DATABASE_URL": "mysql://u:password-of-the-database@db.example/parkpro",
    }
    settings = _load(monkeypatch, **secrets)
    texts = [repr(settings), str(settings), repr(settings.ringgitpay)]
    hidden = [
        *(secrets[name] for name in secrets if name not in {"SMTP_URL", "DATABASE_URL"}),
        "password-of-the-mail-server",
        "password-of-the-database",
    ]

    assert [secret for secret in hidden for text in texts if secret in text] == []


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
