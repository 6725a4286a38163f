"""`python -m app.payments.gateways.sandbox`: the sandbox gateway as a process."""

from __future__ import annotations

import socket
import sqlite3
from pathlib import Path

import click
import uvicorn

from app.payments.gateways.sandbox.application import create_sandbox
from app.payments.gateways.sandbox.config import DEFAULT_RESEND_GAPS, SandboxConfig
from app.payments.gateways.sandbox.taken import BadTakenFile


@click.command()
@click.option("--host", envvar="SANDBOX_HOST", default="127.0.0.1", show_default=True)
@click.option("--port", envvar="SANDBOX_PORT", default=8001, show_default=True, help="0 picks a free one.")
@click.option(
    "--state",
    envvar="SANDBOX_STATE",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("var/sandbox.sqlite"),
    show_default=True,
    help="SQLite file that survives restarts.",
)
@click.option(
    "--taken",
    envvar="SANDBOX_TAKEN",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Payments that were made before it began, a line of JSON each. One that is not there has none.",
)
@click.option("--app-id", envvar="RINGGITPAY_APP_ID", required=True)
@click.option("--request-key", envvar="RINGGITPAY_REQUEST_KEY", required=True)
@click.option("--response-key", envvar="RINGGITPAY_RESPONSE_KEY", required=True)
@click.option("--api-key", envvar="RINGGITPAY_API_KEY", help="Sent as X-API-Key with every callback.")
@click.option("--public-url", envvar="PUBLIC_URL", help="ParkPro's address, which the next two default to.")
@click.option("--callback-url", envvar="SANDBOX_CALLBACK_URL", help="Gets the server-to-server messages.")
@click.option("--return-url", envvar="SANDBOX_RETURN_URL", help="The registered redirect URL.")
@click.option("--merchant-name", envvar="SANDBOX_MERCHANT_NAME", default="Demo merchant", show_default=True)
@click.option("--session-seconds", envvar="SANDBOX_SESSION_SECONDS", default=900.0, show_default=True)
@click.option("--hold-seconds", envvar="SANDBOX_HOLD_SECONDS", default=60.0, show_default=True)
@click.option(
    "--resend-gaps",
    envvar="SANDBOX_RESEND_GAPS",
    default=",".join(f"{gap:g}" for gap in DEFAULT_RESEND_GAPS),
    show_default=True,
    help="Seconds between the tries to deliver a callback.",
)
@click.option(
    "--production-urls",
    envvar="SANDBOX_PRODUCTION_URLS",
    default=False,
    help="Refuse URLs with a port or a bare IP address.",
)
def main(
    host: str,
    port: int,
    state: Path,
    taken: Path | None,
    app_id: str,
    request_key: str,
    response_key: str,
    api_key: str | None,
    public_url: str | None,
    callback_url: str | None,
    return_url: str | None,
    merchant_name: str,
    session_seconds: float,
    hold_seconds: float,
    resend_gaps: str,
    production_urls: bool,
) -> None:
    """A stand-in for RinggitPay. Speaks its protocol, moves no money."""
    config = SandboxConfig(
        app_id=app_id,
        request_key=request_key,
        response_key=response_key,
        api_key=api_key or None,
        callback_url=callback_url or _address("--callback-url", public_url, "callback"),
        return_url=return_url or _address("--return-url", public_url, "return"),
        state=state,
        taken=taken,
        merchant_name=merchant_name,
        session_seconds=session_seconds,
        resend_gaps=_gaps(resend_gaps),
        hold_seconds=hold_seconds,
        has_production_urls=production_urls,
    )
    listener = _listen(host, port)
    try:
        app = create_sandbox(config)
    except (OSError, sqlite3.Error) as error:
        raise click.ClickException(
            f"can't keep the state in {state}: {error}; choose another --state"
        ) from error
    except BadTakenFile as error:
        raise click.ClickException(f"can't read {taken}: {error}") from error
    shown_host, shown_port = listener.getsockname()[:2]
    click.echo(f"Sandbox gateway on http://{shown_host}:{shown_port} (console: /sandbox)")
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=5)
    )
    server.run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), backlog=128)
    except OSError as error:
        raise click.ClickException(
            f"port {port} on {host} can't be used ({error.strerror}); choose another --port"
        ) from error


def _address(option: str, public_url: str | None, what: str) -> str:
    if not public_url:
        raise click.UsageError(f"say where to send the answers: {option}, or --public-url for both")
    return f"{public_url.rstrip('/')}/payments/ringgitpay/{what}"


def _gaps(text: str) -> tuple[float, ...]:
    try:
        gaps = tuple(float(gap) for gap in text.split(",") if gap.strip())
    except ValueError:
        gaps = (-1.0,)
    if any(not 0 <= gap <= 86_400 for gap in gaps):
        raise click.BadParameter("seconds separated by commas, as in 5,15,60", param_hint="--resend-gaps")
    return gaps


if __name__ == "__main__":
    main()
