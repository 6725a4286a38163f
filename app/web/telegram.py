"""An account's Telegram, the Mini App, and the address that Telegram calls."""

from __future__ import annotations

import hmac

from quart import Blueprint, Response, request
from quart_schema import hide, validate_request, validate_response
from werkzeug.exceptions import BadRequest, NotFound

from app.accounts.service import sign_out
from app.core import clock
from app.telegram.chats import find_chat_of
from app.telegram.errors import TelegramCallerUnknown, TelegramNotSetUp
from app.telegram.inbox import keep_update
from app.telegram.init_data import user_of_init_data
from app.telegram.installation import TelegramBot
from app.telegram.links import make_code, normalise_code, unlink_person
from app.telegram.sign_in import sign_in_from_chat
from app.web.access import callers, require_person
from app.web.context import settings
from app.web.empty_answers import answers_nothing
from app.web.frames import TELEGRAM_WEB
from app.web.limits import limited
from app.web.pages import app_page
from app.web.present_person import present_person
from app.web.refusals import seen_by_people
from app.web.requests import content_security_policy
from app.web.schemas.telegram import TelegramCodeOut, TelegramOut, TelegramSessionIn, TelegramSessionOut
from app.web.sign_in import forget_sign_in, remember_sign_in, session_token

blueprint = Blueprint("telegram", __name__)

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # a header's name


@blueprint.get("/api/telegram")
@limited(300)
@callers("driver")
@validate_response(TelegramOut)
async def my_telegram() -> TelegramOut:
    """Whether a chat is linked to the signed-in person's account."""
    bot, chat = settings().telegram, await find_chat_of((await require_person()).id)
    return TelegramOut(
        bot=bot.name if bot else None,
        linked_at=chat.linked_at if chat else None,
        is_blocked=chat is not None and chat.blocked_at is not None,
    )


@blueprint.post("/api/telegram/code")
@limited(60)
@callers("driver")
@validate_response(TelegramCodeOut, 201)
async def new_code() -> tuple[TelegramCodeOut, int]:
    """A code that links a chat to the signed-in person's account. The earlier ones are good no more."""
    bot = _bot()
    made = await make_code((await require_person()).id)
    link = bot.deep_link(normalise_code(made.code) or "")
    return TelegramCodeOut(code=made.code, expires_at=made.expires_at, deep_link=link), 201


@blueprint.delete("/api/telegram")
@limited(60)
@callers("driver")
@answers_nothing(204)
async def unlink() -> tuple[str, int]:
    """The account has no Telegram any more. That it had none is no error."""
    await unlink_person((await require_person()).id)
    return "", 204


@blueprint.post("/api/telegram/session")
@limited(120)
@callers("anyone")
@validate_request(TelegramSessionIn)
@validate_response(TelegramSessionOut)
async def enter_mini_app(data: TelegramSessionIn) -> TelegramSessionOut:
    """Signs the person in whose Telegram opened the Mini App. Without one, nobody is signed in there."""
    user_id, present = user_of_init_data(data.init_data, _bot().token, now=clock.now()), session_token()
    entered = await sign_in_from_chat(user_id, present=present)
    if entered is not None:
        remember_sign_in(entered)
        return TelegramSessionOut(me=await present_person(entered.person))
    if present is not None:
        await sign_out(present)
        forget_sign_in()
    return TelegramSessionOut(me=None)


@blueprint.get("/telegram/app")
@limited(6000)
@callers("anyone")
@hide
@seen_by_people
async def mini_app() -> Response:
    """The app where Telegram opens it. The one page that others may show within theirs: Telegram Web does."""
    if settings().telegram is None:
        raise NotFound
    response = await app_page("")
    policy = content_security_policy(settings().map_source, framed_by=TELEGRAM_WEB)
    response.headers["Content-Security-Policy"] = policy
    return response


@blueprint.post("/telegram/updates")
@limited(12_000)
@callers("telegram")
@hide
async def updates() -> Response:
    """What people write to the bot: kept, and 200 says that we have it. Who acts on it comes later."""
    bot = settings().telegram
    if bot is None or not bot.uses_webhook:
        raise NotFound
    secret = request.headers.get(_SECRET_HEADER, "")
    if not hmac.compare_digest(secret.encode(), bot.webhook_secret.encode()):
        raise TelegramCallerUnknown
    update = await request.get_json(silent=True)
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        raise BadRequest
    await keep_update(update)
    return Response("OK", content_type="text/plain")


def _bot() -> TelegramBot:
    bot = settings().telegram
    if bot is None:
        raise TelegramNotSetUp
    return bot
