"""Whose account the chat is: linked by a code from the app, after a look at whose that is."""

from __future__ import annotations

from app.telegram.chats import find_chat
from app.telegram.errors import TelegramLinkedElsewhere
from app.telegram.links import find_offer, link_chat, normalise_code, unlink_person
from bot.chat.welcome import welcome_screen
from bot.conversation import Done, Draft, NotAnAnswer, Outcome, Place, Step
from bot.screen import Button, Screen
from bot.talk import Talk

_NO, _YES = "no", "yes"
_SHOWN_OF_EMAIL = 2


class LinkStep(Step[Draft]):
    """Asks for a code, which the app shows under Account."""

    draft_type = Draft

    async def show(self, talk: Talk, draft: Draft) -> Screen | Outcome:
        if talk.person is not None:
            email = masked(talk.person.email)
            return Done([Screen(talk.plain("linked_already", email=email))])
        account = Button(talk.word("open_account"), url=f"{talk.services.settings.public_url}/account")
        return Screen(talk.plain("link"), [[account], [Button(talk.word("stop"), choice=_NO)]])

    async def choose(self, talk: Talk, draft: Draft, choice: str) -> Outcome:
        return Done([Screen(talk.plain("stopped"))])

    async def hear(self, talk: Talk, draft: Draft, text: str) -> Outcome:
        await find_offer(text)
        return Place("link_confirm", LinkDraft(code=normalise_code(text) or ""))


class LinkDraft(Draft):
    """A code that is good for minutes, once."""

    code: str


class LinkConfirmStep(Step[LinkDraft]):
    """Shows whose account the code would link: a stranger may have sent the link."""

    draft_type = LinkDraft

    async def show(self, talk: Talk, draft: LinkDraft) -> Screen | Outcome:
        offer = await find_offer(draft.code)
        if talk.chat.person_id == offer.person_id:
            return Done([Screen(talk.plain("linked_already", email=masked(offer.email)))])
        if talk.chat.person_id is not None:
            raise TelegramLinkedElsewhere
        buttons = [Button(talk.word("link_yes"), choice=_YES), Button(talk.word("link_no"), choice=_NO)]
        return Screen(talk.plain("link_confirm", email=masked(offer.email)), [buttons])

    async def choose(self, talk: Talk, draft: LinkDraft, choice: str) -> Outcome:
        if choice == _NO:
            return Done([Screen(talk.plain("stopped"))])
        if choice != _YES:
            raise NotAnAnswer
        if talk.person is None:  # else this press was acted on before, and its answer did not arrive
            await link_chat(talk.chat.id, draft.code)
            talk.chat = await find_chat(talk.chat.id) or talk.chat
        return Done([Screen(talk.plain("linked")), welcome_screen(talk)])


class UnlinkStep(Step[Draft]):
    """Asks once more."""

    draft_type = Draft

    async def show(self, talk: Talk, draft: Draft) -> Screen | Outcome:
        if talk.person is None:
            return Done([Screen(talk.plain("not_linked"))])
        buttons = [Button(talk.word("unlink_yes"), choice=_YES), Button(talk.word("stop"), choice=_NO)]
        return Screen(talk.plain("unlink", email=masked(talk.person.email)), [buttons])

    async def choose(self, talk: Talk, draft: Draft, choice: str) -> Outcome:
        if choice == _YES and talk.person is not None:
            await unlink_person(talk.person.id)
            return Done([Screen(talk.plain("unlinked"))])
        return Done([Screen(talk.plain("stopped"))])


def masked(email: str) -> str:
    """`ai•••@example.my`: enough for its owner to know it, in a chat that others may look into."""
    name, _, host = email.partition("@")
    return f"{name[:_SHOWN_OF_EMAIL]}•••@{host}"
