"""An OpenID provider of other hands (`oidc-provider`) as a process, and people who sign in there."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import httpx

from app.accounts.outside.provider import ProviderSettings
from app.dev.node import node_environment
from app.dev.preflight import free_port
from tests.support.processes import Process
from tests.support.settings import ROOT

_SCRIPT = ROOT / "pwa" / "test" / "openid" / "provider.mjs"
_FORM = re.compile(r"<form[^>]*action=\"([^\"]+)\"")
CLIENT_ID, SECRET = "parkpro", "a secret & of the tests"


@dataclass(frozen=True)
class OpenIdProvider:
    issuer: str

    @property
    def settings(self) -> ProviderSettings:
        return ProviderSettings(self.issuer, CLIENT_ID, SECRET, "Ujian ID")

    def environment(self) -> dict[str, str]:
        """What a web process has to know."""
        return {
            "OPENID_ISSUER": self.issuer,
            "OPENID_CLIENT_ID": CLIENT_ID,
            "OPENID_CLIENT_SECRET": SECRET,
            "OPENID_LABEL": "Ujian ID",
        }

    async def sign_in(self, address: str, login: str) -> str:
        """Where somebody is sent who types `login` there and agrees."""
        async with httpx.AsyncClient(trust_env=False) as http:
            answer = await http.get(address)
            for fields in ({"prompt": "login", "login": login, "password": "x"}, {"prompt": "consent"}):
                while answer.is_redirect:
                    address = urljoin(str(answer.url), answer.headers["Location"])
                    if not address.startswith(self.issuer):
                        return address
                    answer = await http.get(address)
                form = _FORM.search(answer.text)
                assert form is not None, answer.text
                answer = await http.post(urljoin(str(answer.url), unescape(form[1])), data=fields)
            while answer.is_redirect:
                address = urljoin(str(answer.url), answer.headers["Location"])
                if not address.startswith(self.issuer):
                    return address
                answer = await http.get(address)
        raise AssertionError(answer.text)


@contextmanager
def open_provider(folder: Path, redirect_uri: str) -> Iterator[OpenIdProvider]:
    environment = node_environment()
    node = shutil.which("node", path=environment["PATH"])
    assert node is not None
    port = free_port()
    arguments = [str(_SCRIPT), str(port), CLIENT_ID, SECRET, redirect_uri]
    process = Process("openid", arguments, environment, folder, program=node)
    try:
        process.wait_for_words("listening")
        yield OpenIdProvider(f"http://localhost:{port}")
    finally:
        process.stop()
