"""Settings: read once from the environment, checked at start, documented in docs/settings.md."""

from __future__ import annotations

import hmac
import ipaddress
import re
from email.utils import parseaddr
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.accounts.outside.provider import ProviderSettings
from app.core.base64url import to_base64url
from app.core.database.connection import DatabaseUrlError, tortoise_config
from app.core.p256 import read_private_key
from app.map_source import MapSource, parse_map_source
from app.notifications.pushes.endpoints import BROWSERS_SERVICES, PushServices
from app.notifications.pushes.vapid import Vapid
from app.payments.gateways.ringgitpay import RinggitPayCredentials
from app.programs.tokens import Mint, check_keys
from app.telegram.installation import TelegramBot

DEMO_MARK = "demo-"  # begins every secret made for the demo, so that production can refuse it
_LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1"}


class SettingsError(Exception):
    """One line for each setting that is missing or wrong."""


class Settings(BaseSettings):
    """All settings, by their environment names in upper case. Secrets never show in a repr or a log."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    database_url: str = Field(default="sqlite://var/parkpro.sqlite3", repr=False)  # may hold a password
    database_pool_size: int = Field(default=10, ge=2, le=200)
    public_url: str
    secret_key: SecretStr
    secret_key_fallbacks: Annotated[tuple[SecretStr, ...], NoDecode] = ()
    demo: bool = False

    ringgitpay_app_id: str = Field(min_length=1, max_length=20)
    ringgitpay_request_key: SecretStr
    ringgitpay_response_key: SecretStr
    ringgitpay_api_key: SecretStr | None = None
    ringgitpay_payment_url: str = "https://ringgitpay.com/payment"
    ringgitpay_enquiry_url: str = "https://ringgitpay.com/transactionenquiry"
    ringgitpay_refund_url: str | None = None

    smtp_url: SecretStr | None = None
    mail_from: str | None = None
    vapid_private_key: SecretStr | None = None
    vapid_subject: str | None = None
    push_service_hosts: Annotated[tuple[str, ...], NoDecode] = BROWSERS_SERVICES
    telegram_bot_token: SecretStr | None = None
    telegram_bot_name: str | None = None
    telegram_updates: Literal["polling", "webhook"] | None = None
    telegram_api_url: str = "https://api.telegram.org"

    token_private_keys: Annotated[tuple[SecretStr, ...], NoDecode] = ()
    openid_issuer: str | None = None
    openid_client_id: str | None = None
    openid_client_secret: SecretStr | None = None
    openid_label: str = Field(default="OpenID", min_length=1, max_length=40)

    map_tiles: str | None = None
    map_attribution: str | None = None
    map_max_zoom: int = Field(default=19, ge=1, le=22)

    var_dir: Path = Path("var")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["json", "console"] = "json"

    @field_validator("database_url")
    @classmethod
    def _database_can_be_named(cls, value: str) -> str:
        try:
            tortoise_config(value)
        except DatabaseUrlError as error:
            raise ValueError(str(error)) from None
        return value

    @field_validator("public_url")
    @classmethod
    def _public_url_is_an_origin(cls, value: str) -> str:
        parts = urlsplit(value)
        if (
            parts.scheme not in {"http", "https"}
            or not parts.hostname
            or parts.path.strip("/")
            or parts.query
        ):
            raise ValueError("write the address people open, such as https://parking.example (no path)")
        if parts.scheme == "http" and parts.hostname not in _LOCAL_HOSTS:
            raise ValueError("use https:// (plain http is for localhost only)")
        if not _has_usable_port(value):
            raise ValueError("the port is a number up to 65535")
        return value.rstrip("/")

    @field_validator("secret_key")
    @classmethod
    def _secret_key_is_long(cls, value: SecretStr) -> SecretStr:
        if len(value.get_secret_value()) < 32 or len(set(value.get_secret_value())) < 8:
            raise ValueError("use at least 32 random characters, for example from `openssl rand -hex 32`")
        return value

    @field_validator("secret_key_fallbacks", "token_private_keys", mode="before")
    @classmethod
    def _secrets_are_comma_separated(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator(
        "ringgitpay_payment_url", "ringgitpay_enquiry_url", "ringgitpay_refund_url", "telegram_api_url"
    )
    @classmethod
    def _is_a_url(cls, value: str | None) -> str | None:
        if value is not None and (
            urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname
        ):
            raise ValueError("write a full address that begins with https://")
        return value

    @field_validator("smtp_url")
    @classmethod
    def _is_an_smtp_url(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            parts = urlsplit(value.get_secret_value())
            if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
                raise ValueError("write smtp://user:password@host:587 or smtps://user:password@host:465")
        return value

    @field_validator("vapid_private_key")
    @classmethod
    def _is_a_vapid_key(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            try:
                read_private_key(value.get_secret_value())
            except ValueError:
                raise ValueError("write a key as `python -m app vapid-key` prints one") from None
        return value

    @field_validator("token_private_keys")
    @classmethod
    def _are_token_keys(cls, value: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
        try:
            check_keys([key.get_secret_value() for key in value])
        except ValueError:
            raise ValueError("write different keys as `python -m app token-key` prints them") from None
        return value

    @field_validator("openid_issuer")
    @classmethod
    def _is_an_issuer(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL_HOSTS)
        if not is_safe or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("write the provider's issuer, such as https://login.example (https, no query)")
        return value

    @field_validator("vapid_subject")
    @classmethod
    def _is_a_subject(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"mailto:[^\s@]+@[^\s@]+|https://\S+", value):
            raise ValueError("write mailto:somebody@parking.example or an address that begins with https://")
        return value

    @field_validator("push_service_hosts", mode="before")
    @classmethod
    def _hosts_are_comma_separated(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        hosts = tuple(part.strip().lower() for part in value.split(",") if part.strip())
        if not hosts or not all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host) for host in hosts):
            raise ValueError("write host names such as fcm.googleapis.com, separated by commas")
        return hosts

    @field_validator("telegram_bot_token")
    @classmethod
    def _is_a_bot_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"\d+:[\w-]{20,}", value.get_secret_value()):
            raise ValueError("write the token as BotFather gave it, such as 123456:ABC-…")
        return value

    @field_validator("telegram_bot_name")
    @classmethod
    def _is_a_bot_name(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"@?[A-Za-z]\w{4,31}", value, re.ASCII):
            raise ValueError("write the bot's user name, such as damai_parking_bot")
        return value.removeprefix("@") if value else None

    @model_validator(mode="after")
    def _bot_is_whole(self) -> Settings:
        if (self.telegram_bot_token is None) != (self.telegram_bot_name is None):
            missing = "TELEGRAM_BOT_NAME" if self.telegram_bot_name is None else "TELEGRAM_BOT_TOKEN"
            raise ValueError(f"{missing}: a bot needs its token and its name; set both or neither")
        return self

    @model_validator(mode="after")
    def _provider_is_whole(self) -> Settings:
        named = {
            "OPENID_ISSUER": self.openid_issuer,
            "OPENID_CLIENT_ID": self.openid_client_id,
            "OPENID_CLIENT_SECRET": self.openid_client_secret,
        }
        missing = [name for name, value in named.items() if value is None]
        if missing and len(missing) < len(named):
            raise ValueError(f"{missing[0]}: an outside provider needs {', '.join(named)}; set all or none")
        return self

    @model_validator(mode="after")
    def _map_can_be_drawn(self) -> Settings:
        _ = self.map_source  # raises when the settings name none that can be used
        return self

    @model_validator(mode="after")
    def _production_is_safe(self) -> Settings:
        if self.is_local:
            return self
        if self.demo:
            raise ValueError(
                "DEMO: the demo runs on localhost only; unset DEMO or set PUBLIC_URL to localhost"
            )
        secrets = [
            ("SECRET_KEY", self.secret_key),
            *(("SECRET_KEY_FALLBACKS", earlier) for earlier in self.secret_key_fallbacks),
            ("RINGGITPAY_REQUEST_KEY", self.ringgitpay_request_key),
            ("RINGGITPAY_RESPONSE_KEY", self.ringgitpay_response_key),
            ("RINGGITPAY_API_KEY", self.ringgitpay_api_key),
        ]
        for name, secret in secrets:
            if secret is not None and secret.get_secret_value().startswith(DEMO_MARK):
                raise ValueError(f"{name}: this is a secret of the demo; make one of your own")
        for name in ("ringgitpay_payment_url", "ringgitpay_enquiry_url", "ringgitpay_refund_url"):
            url = getattr(self, name)
            if url is not None and urlsplit(url).scheme != "https":
                raise ValueError(f"{name.upper()}: use https://")
        if _is_bare_address(self.public_host) or urlsplit(self.public_url).port is not None:
            raise ValueError(
                "PUBLIC_URL: the gateway accepts no bare IP address and no port; use a host name"
            )
        return self

    @property
    def public_host(self) -> str:
        return urlsplit(self.public_url).hostname or ""

    @property
    def is_local(self) -> bool:
        """Whether people open it on this machine only: cookies without Secure, demo secrets allowed."""
        return self.public_host in _LOCAL_HOSTS

    @property
    def moves_real_money(self) -> bool:
        """Whether payments go anywhere but to a gateway on this machine, such as the sandbox."""
        return urlsplit(self.ringgitpay_payment_url).hostname not in _LOCAL_HOSTS

    @property
    def key(self) -> str:
        """The secret that signs links, passes and cookies."""
        return self.secret_key.get_secret_value()

    @property
    def accepted_keys(self) -> tuple[str, ...]:
        """The secrets whose signatures are good: the present one first, then the earlier ones."""
        return (self.key, *(key.get_secret_value() for key in self.secret_key_fallbacks))

    @property
    def sender(self) -> str:
        """The From address of mails."""
        return self.mail_from or f"parking@{self.public_host}"

    @cached_property
    def map_source(self) -> MapSource | None:
        """Where the map of the town comes from; None when there is to be none."""
        if self.map_tiles is None:
            return None
        return parse_map_source(self.map_tiles, self.map_attribution, self.map_max_zoom)

    @property
    def vapid(self) -> Vapid | None:
        """What pushes are signed with; None: nothing is pushed."""
        if self.vapid_private_key is None:
            return None
        subject = self.vapid_subject or f"mailto:{parseaddr(self.sender)[1]}"
        return Vapid(self.vapid_private_key.get_secret_value(), subject)

    @cached_property
    def mint(self) -> Mint | None:
        """What makes and reads programs' tokens; None: programs get none."""
        if not self.token_private_keys:
            return None
        keys = tuple(key.get_secret_value() for key in self.token_private_keys)
        return Mint(self.public_url, keys, self.accepted_keys)

    @cached_property
    def outside_provider(self) -> ProviderSettings | None:
        """Where people may sign in instead of here."""
        if not (self.openid_issuer and self.openid_client_id and self.openid_client_secret):
            return None
        return ProviderSettings(
            issuer=self.openid_issuer,
            client_id=self.openid_client_id,
            client_secret=self.openid_client_secret.get_secret_value(),
            label=self.openid_label,
        )

    @property
    def push_services(self) -> PushServices:
        """Where pushes may go."""
        return PushServices(self.push_service_hosts, allows_this_machine=self.is_local)

    @property
    def telegram(self) -> TelegramBot | None:
        """The bot; None when there is none. A public installation is called by Telegram, a local one asks."""
        if self.telegram_bot_token is None or self.telegram_bot_name is None:
            return None
        secret = hmac.digest(self.key.encode(), b"telegram webhook 1", "sha256")
        return TelegramBot(
            name=self.telegram_bot_name,
            api_url=self.telegram_api_url.rstrip("/"),
            uses_webhook=(self.telegram_updates or ("polling" if self.is_local else "webhook")) == "webhook",
            token=self.telegram_bot_token.get_secret_value(),
            webhook_secret=to_base64url(secret),
        )

    @property
    def ringgitpay(self) -> RinggitPayCredentials:
        return RinggitPayCredentials(
            app_id=self.ringgitpay_app_id,
            request_key=self.ringgitpay_request_key.get_secret_value(),
            response_key=self.ringgitpay_response_key.get_secret_value(),
            api_key=self.ringgitpay_api_key.get_secret_value() if self.ringgitpay_api_key else None,
            payment_url=self.ringgitpay_payment_url,
            enquiry_url=self.ringgitpay_enquiry_url,
            refund_url=self.ringgitpay_refund_url,
        )


def load_settings() -> Settings:
    """The settings of this process. Raises SettingsError that names every bad one and its mend."""
    try:
        return Settings()  # the fields come from the environment
    except ValidationError as error:
        raise SettingsError("\n".join(_line(dict(problem)) for problem in error.errors())) from None


def _line(problem: dict[str, object]) -> str:
    location = problem.get("loc")
    name = str(location[0]).upper() if isinstance(location, tuple) and location else ""
    if problem.get("type") == "missing":
        return f"{name}: is not set; docs/settings.md tells what it is for"
    message = str(problem.get("msg", "")).removeprefix("Value error, ")
    return f"{name}: {message}" if name else message


def _has_usable_port(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def _is_bare_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
