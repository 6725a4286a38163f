"""Web push (RFC 8030), encrypted for the browser it goes to (RFC 8291) and signed by this installation."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import aiohttp
import structlog
from py_vapid import Vapid as VapidSigner
from pywebpush import WebPushException, webpush_async

from app.core.base64url import to_base64url
from app.notifications.channels.protocol import Outgoing, Overtaken, PermanentFailure, TemporaryFailure
from app.notifications.context import DeliveryContext
from app.notifications.errors import PushEndpointRefused
from app.notifications.models import PushSubscription
from app.notifications.pushes.listeners import is_listening
from app.notifications.pushes.notices import Notice, write_notice
from app.notifications.pushes.subscriptions import forget_subscription
from app.notifications.pushes.vapid import Vapid
from app.notifications.recipients import subscription_of

log = structlog.get_logger()

_TIMEOUT = aiohttp.ClientTimeout(total=5)
_GONE = (404, 410)


class PushChannel:
    def __init__(self, context: DeliveryContext) -> None:
        self._context = context

    async def send(self, outgoing: Outgoing) -> None:
        vapid = self._context.vapid
        if vapid is None:
            raise PermanentFailure("VAPID_PRIVATE_KEY is not set")
        subscription = await PushSubscription.get_or_none(id=subscription_of(outgoing.recipient))
        if subscription is None:
            raise PermanentFailure("the subscription is gone")
        try:
            self._context.push_services.check(subscription.endpoint)
        except PushEndpointRefused:
            raise PermanentFailure("PUSH_SERVICE_HOSTS does not name the push service") from None
        if not await is_listening(subscription.id, outgoing.data["booking_id"]):
            raise Overtaken("the browser has nothing to do with the booking any more")
        notice = await write_notice(outgoing, self._context)
        try:
            await _post(subscription, notice, notice.payload(outgoing), vapid)
        except WebPushException as failure:
            await self._give_up_or_wait(subscription, failure)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise TemporaryFailure(f"the push service was not reached: {type(error).__name__}") from error

    async def _give_up_or_wait(self, subscription: PushSubscription, failure: WebPushException) -> None:
        status = failure.status_code
        if status in _GONE:
            await forget_subscription(subscription.id)
            raise PermanentFailure(f"the subscription has ended: {status}") from failure
        if status is None or status == 429 or status >= 500:
            raise TemporaryFailure(
                f"the push service said {status}", wait=_wait(failure.retry_after)
            ) from failure
        # Not the reader's doing: the key, the subject or the size of what we send.
        log.error("push_refused", status=status, subscription_id=subscription.id)
        raise PermanentFailure(f"the push service said {status}") from failure


async def _post(subscription: PushSubscription, notice: Notice, payload: str, vapid: Vapid) -> None:
    async with aiohttp.ClientSession(timeout=_TIMEOUT) as session:
        await webpush_async(
            {
                "endpoint": subscription.endpoint,
                "keys": {"p256dh": subscription.p256dh, "auth": subscription.auth},
            },
            data=payload,
            vapid_private_key=VapidSigner.from_string(vapid.private_key),
            vapid_claims={"sub": vapid.subject},  # fresh each time: the library writes into it
            ttl=int(notice.life.total_seconds()),
            headers={
                "Content-Type": "application/octet-stream",
                "Topic": _topic(notice.tag),
                "Urgency": "high" if notice.is_urgent else "normal",
            },
            timeout=_TIMEOUT,
            aiohttp_session=_Staying(session),
        )


class _Staying:
    """Posts and follows no redirect: the address was checked, the one it would lead to was not."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def post(self, url: str, **options: Any) -> aiohttp.ClientResponse:
        return await self._session.post(url, allow_redirects=False, **options)


def _topic(tag: str) -> str:
    """At most 32 characters of base64url. A message that waits is replaced by a later one of its topic."""
    return to_base64url(hashlib.sha256(tag.encode()).digest()[:18])


def _wait(retry_after: str | None) -> timedelta:
    """Retry-After in seconds; its other form, a date, is not worth reading."""
    return timedelta(seconds=int(retry_after)) if retry_after and retry_after.isdecimal() else timedelta(0)
