"""The sandbox as a command: what it says when it can't start, and the rules that options switch."""

from __future__ import annotations

import json
import socket
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.core import clock
from app.payments.gateways.protocol import GatewayRefused, Outcome
from app.payments.gateways.sandbox import SandboxConfig, create_sandbox
from app.payments.gateways.sandbox.__main__ import main
from tests.payments.gateways.sandbox_process import SandboxProcess
from tests.support.buyer import Buyer

NEEDED = {
    "RINGGITPAY_APP_ID": "RPA-TEST-1",
    "RINGGITPAY_REQUEST_KEY": "K1",
    "RINGGITPAY_RESPONSE_KEY": "K2",
    "PUBLIC_URL": "http://localhost:8000",
}


def test_a_taken_port_is_named_with_the_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        arguments = ["--port", port, "--state", str(tmp_path / "s.sqlite")]
        result = CliRunner().invoke(main, arguments, env=NEEDED)

    assert result.exit_code == 1
    assert f"port {port} on 127.0.0.1 can't be used" in result.output
    assert "--port" in result.output


def test_an_unusable_state_file_is_named_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "s.sqlite").write_text("this is no database, and long enough to be recognised as none at all")
    result = CliRunner().invoke(main, ["--port", "0", "--state", str(tmp_path / "s.sqlite")], env=NEEDED)

    assert result.exit_code == 1
    assert "s.sqlite" in result.output
    assert "--state" in result.output


@pytest.mark.parametrize("missing", NEEDED)
def test_a_missing_setting_is_named(missing: str, tmp_path: Path) -> None:
    environment: dict[str, str | None] = {**NEEDED, missing: None}
    result = CliRunner().invoke(main, ["--port", "0", "--state", str(tmp_path / "s.sqlite")], env=environment)

    assert result.exit_code == 2
    option = "--callback-url" if missing == "PUBLIC_URL" else f"--{missing[11:].lower().replace('_', '-')}"
    assert option in result.output


@pytest.mark.parametrize("gaps", ["soon", "-1", "5,later"])
def test_gaps_that_are_no_seconds_are_named(gaps: str, tmp_path: Path) -> None:
    arguments = ["--port", "0", "--state", str(tmp_path / "s.sqlite"), "--resend-gaps", gaps]
    result = CliRunner().invoke(main, arguments, env=NEEDED)

    assert result.exit_code == 2
    assert "--resend-gaps" in result.output


async def test_production_rules_refuse_a_return_url_with_a_port(
    own_sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    own_sandbox.start(**{"production-urls": "true"})
    page = await buyer.start(own_sandbox.form(order_id))

    assert page.way_home.fields["rp_statusCode"] == "IR15"
    assert page.way_home.action == f"{own_sandbox.shop.url}/return?registered=1"


async def test_payments_of_before_it_began_are_refunded_up_to_what_is_left_of_them(
    own_sandbox: SandboxProcess, order_id: str, tmp_path: Path
) -> None:
    file, reference = tmp_path / "taken.jsonl", f"DEMO{order_id}"
    told = {
        "orderId": order_id,
        "transactionRef": reference,
        "currency": "MYR",
        "amountSen": 1205,
        "refundedSen": 200,
        "paymentMode": "FPX",
        "createdAt": (clock.now() - timedelta(days=40)).timestamp(),
    }
    file.write_text(json.dumps(told) + "\n")
    own_sandbox.start(taken=str(file))
    async with own_sandbox.client() as client:
        given = await client.refund(order_id, reference, 1000, f"{order_id}A")
        own_sandbox.stop()
        own_sandbox.start(taken=str(file))
        with pytest.raises(GatewayRefused):
            await client.refund(order_id, reference, 6, f"{order_id}B")

    assert client.outcome_of(given.answer.status_code) is Outcome.CAPTURED
    assert (await own_sandbox.facts(order_id))["refundedSen"] == 1200


def test_a_file_of_earlier_payments_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken.jsonl").write_text('{"orderId": "PT1"}\n')
    arguments = [
        "--port",
        "0",
        "--state",
        str(tmp_path / "s.sqlite"),
        "--taken",
        str(tmp_path / "taken.jsonl"),
    ]
    result = CliRunner().invoke(main, arguments, env=NEEDED)

    assert result.exit_code == 1
    assert "taken.jsonl: line 1" in result.output


async def test_the_sandbox_can_be_made_inside_a_test(tmp_path: Path) -> None:
    config = SandboxConfig(
        app_id="RPA-TEST-1",
        request_key="K1",
        response_key="K2",
        api_key=None,
        callback_url="http://shop.example/callback",
        return_url="http://shop.example/return",
        state=tmp_path / "s.sqlite",
    )
    async with create_sandbox(config).test_app() as app:
        response = await app.test_client().get("/sandbox")
        page = await response.get_data(as_text=True)

    assert "No payments yet" in page
    assert "K1" not in repr(config)
