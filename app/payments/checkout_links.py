"""The signed address of the page that carries an attempt's form to the gateway. Good for an hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from app.payments.errors import CheckoutLinkInvalid

_VALID_SECONDS = 3600
_IN_CHAT = "chat"


@dataclass(frozen=True, slots=True)
class CheckoutLink:
    """`in_chat`: whoever pays came from a chat and goes back to it, not to the booking's page."""

    payment_id: int
    in_chat: bool = False
    is_too_old: bool = False


def checkout_url(public_url: str, payment_id: int, keys: Sequence[str], *, in_chat: bool = False) -> str:
    """The address of the page for one attempt. `keys` are the installation's, the present one first."""
    payload = [payment_id, _IN_CHAT] if in_chat else payment_id
    return f"{public_url}/pay/{_serializer(keys).dumps(payload)}"


def return_url(public_url: str, *, in_chat: bool = False) -> str:
    """Where the gateway sends the buyer afterwards."""
    return f"{public_url}/payments/ringgitpay/return{'/chat' if in_chat else ''}"


def read_checkout_link(token: str, keys: Sequence[str]) -> CheckoutLink:
    """What the last part of such an address says. Raises CheckoutLinkInvalid."""
    signed = _serializer(keys)
    try:
        return _link(signed.loads(token, max_age=_VALID_SECONDS), is_too_old=False)
    except SignatureExpired as expired:
        if expired.payload is None:
            raise CheckoutLinkInvalid from None
        return _link(signed.load_payload(expired.payload), is_too_old=True)
    except BadSignature:
        raise CheckoutLinkInvalid from None


def _link(payload: object, *, is_too_old: bool) -> CheckoutLink:
    """What we signed: an attempt's id, alone or with the mark of a chat."""
    if isinstance(payload, list):
        return CheckoutLink(int(payload[0]), in_chat=_IN_CHAT in payload, is_too_old=is_too_old)
    return CheckoutLink(int(str(payload)), is_too_old=is_too_old)


def _serializer(keys: Sequence[str]) -> URLSafeTimedSerializer:
    # The library signs with the last one.
    return URLSafeTimedSerializer(list(reversed(keys)), salt="checkout")
