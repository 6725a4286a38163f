"""Who we are to RinggitPay, and where it lives."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class RinggitPayCredentials:
    """One merchant application. The keys stay out of every repr, and so out of logs.

    `request_key` signs what we send, `response_key` what we receive. `api_key`, when set, must come as
    `X-API-Key` with every server-to-server call to us. Without `refund_url` refunds are made by people.
    """

    app_id: str
    request_key: str = field(repr=False)
    response_key: str = field(repr=False)
    api_key: str | None = field(repr=False)
    payment_url: str
    enquiry_url: str
    refund_url: str | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.app_id) <= 20:
            raise ValueError("a RinggitPay app id has 1 to 20 characters")
        if not self.request_key or not self.response_key:
            raise ValueError("RinggitPay needs both a request key and a response key")
        if self.api_key == "":
            raise ValueError("an empty API key protects nothing; None says that none was agreed")


def public_url_problem(url: str) -> str | None:
    """Why RinggitPay's production would not take `url` for returns or callbacks; None when it would.

    It takes neither a bare IP address nor a port.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "is not a URL"
    host = parts.hostname
    if parts.scheme not in ("http", "https") or not host:
        return "is not an http or https URL"
    if port is not None:
        return f"carries the port {port}"
    try:
        ip_address(host)
    except ValueError:
        return None
    return f"names the bare IP address {host}"
