"""The sandbox gateway as tests run it: over real HTTP, with quick re-sending."""

from __future__ import annotations

from pathlib import Path

from app.dev.preflight import free_port
from app.payments.gateways.ringgitpay import (
    PaymentForm,
    RinggitPayClient,
    RinggitPayCredentials,
    payment_form,
)
from tests.payments.gateways.shop import Shop
from tests.support.desk import SandboxDesk
from tests.support.processes import Process
from tests.support.settings import process_environment

API_KEY = "api-key-of-the-tests"


class SandboxProcess(SandboxDesk):
    """Starts and stops the process; its state in `folder` outlives it."""

    def __init__(self, shop: Shop, folder: Path) -> None:
        self.shop = shop
        self.state = folder / "sandbox.sqlite"
        self._folder = folder
        self._process: Process | None = None
        port = free_port()
        self._port = str(port)
        super().__init__(f"http://127.0.0.1:{port}")
        self.credentials = RinggitPayCredentials(
            app_id="RPA-TEST-1",
            request_key="request-key-of-the-tests",
            response_key="response-key-of-the-tests",
            api_key=API_KEY,
            payment_url=f"{self.url}/payment",
            enquiry_url=f"{self.url}/transactionenquiry",
            refund_url=f"{self.url}/refund",
        )

    def start(self, **options: str) -> None:
        """Starts it, with more `--options` if given."""
        given = {
            "port": self._port,
            "state": str(self.state),
            "callback-url": f"{self.shop.url}/callback",
            "return-url": f"{self.shop.url}/return?registered=1",
            "merchant-name": "Plaza Contoh",
            "resend-gaps": "0.05,0.05,0.05",
            "hold-seconds": "30",
            **options,
        }
        flags = [word for name, value in given.items() for word in (f"--{name}", value)]
        arguments = ["-m", "app.payments.gateways.sandbox", *flags]
        self._process = Process("sandbox", arguments, process_environment(), self._folder)
        self._process.wait_for_answer(f"{self.url}/healthz")

    def stop(self) -> None:
        if self._process and self._process.is_running:
            self._process.stop()

    def crash(self) -> None:
        """Ends it without warning."""
        assert self._process is not None
        self._process.kill()

    def form(self, order_id: str, amount_sen: int = 1250, **changes: str) -> PaymentForm:
        """A signed form for `amount_sen`; `changes` are made after signing."""
        form = payment_form(
            self.credentials,
            order_id,
            amount_sen,
            "MYR",
            f"{self.shop.url}/return",
            "aina@parkpro.example",
            "Aina Rahman",
            ["PK-7F3K9Q", "", "third"],
        )
        return PaymentForm(form.action, form.fields | changes)

    def client(self, *, timeout: float = 20.0) -> RinggitPayClient:
        return RinggitPayClient(self.credentials, timeout=timeout)
