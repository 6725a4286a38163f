"""Letters about the security of an account."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode, urlsplit

from app.accounts.models import EmailToken
from app.accounts.queries import find_mailed_link, get_person
from app.core import local_time
from app.core.i18n import translate
from app.notifications.channels.protocol import Outgoing, Overtaken
from app.notifications.context import DeliveryContext
from app.notifications.facts import called
from app.notifications.mails.letter import Letter
from app.notifications.mails.rendering import render_mail
from app.notifications.models import MessageKind
from app.pricing.lines import duration_words

_HOME_ZONE = "Asia/Kuala_Lumpur"  # of mails that are about no car park

_WAYS_OUT = {
    MessageKind.PASSWORD_CHANGED: "forgot-password",
    MessageKind.TELEGRAM_LINKED: "account",
}
"""The page of the app for whoever did not do it."""


async def mailed_link(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    token_id = outgoing.data["token_id"]
    found = await find_mailed_link(token_id, secret_key=context.secret_key)
    if found is None:
        raise Overtaken("the link is used, or too old")
    token = await EmailToken.get(id=token_id)
    minutes = round((token.expires_at - token.created_at).total_seconds() / 60)
    duration = duration_words(minutes, outgoing.language)
    page = found.purpose.value.replace("_", "-")
    return _account_letter(
        outgoing,
        context,
        name=found.name,
        link=f"{context.public_url}/{page}#{urlencode({'token': found.token})}",
        lead=translate(f"mail.{outgoing.kind}.lead", outgoing.language),
        note=translate(f"mail.{outgoing.kind}.note", outgoing.language, duration=duration),
    )


async def account_changed(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    language = outgoing.language
    person = await get_person(outgoing.data["person_id"])
    moment = datetime.fromisoformat(outgoing.data["moment"])
    lead = translate(
        f"mail.{outgoing.kind}.lead",
        language,
        moment=local_time.moment_words(moment, _HOME_ZONE, language),
        zone=local_time.zone_words(_HOME_ZONE, language),
    )
    return _account_letter(
        outgoing,
        context,
        name=person.name,
        link=f"{context.public_url}/{_WAYS_OUT[outgoing.kind]}",
        lead=lead,
        note=translate(f"mail.{outgoing.kind}.note", language),
    )


def _account_letter(
    outgoing: Outgoing, context: DeliveryContext, *, name: str, link: str, lead: str, note: str
) -> Letter:
    values = {
        "name": called(name),
        "link": link,
        "lead": lead,
        "note": note,
        "site": urlsplit(context.public_url).netloc,
    }
    return Letter(render_mail(outgoing.kind, outgoing.language, values))
