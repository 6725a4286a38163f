"""Which messages a person wants over which channel."""

from __future__ import annotations

from collections.abc import Collection

from app.accounts.errors import PersonNotFound
from app.accounts.models import Person
from app.core.actor import Actor
from app.core.database.transactions import record, transactional
from app.notifications.events import MessagePreferencesChanged
from app.notifications.models import ChannelName, MessagePreference, Topic
from app.notifications.topics import Preferences, default_preferences


async def list_preferences(person_id: int) -> Preferences:
    """Every topic with every channel, as it holds for this person."""
    chosen = await chosen_by([person_id])
    return default_preferences() | dict(chosen.get(person_id, {}))


async def chosen_by(person_ids: Collection[int]) -> dict[int, Preferences]:
    """What these people chose; whoever chose nothing is not in it."""
    if not person_ids:
        return {}
    rows = MessagePreference.filter(person_id__in=sorted(person_ids))
    chosen: dict[int, dict[tuple[Topic, ChannelName], bool]] = {}
    for person_id, topic, channel, is_on in await rows.values_list("person_id", "topic", "channel", "is_on"):
        chosen.setdefault(person_id, {})[Topic(topic), ChannelName(channel)] = bool(is_on)
    return dict(chosen)


@transactional
async def set_preferences(person_id: int, wishes: Preferences, *, by: Actor) -> None:
    """Changes what is named in `wishes`. The person's row is locked first, so that their changes queue."""
    if await Person.filter(id=person_id).select_for_update().first() is None:
        raise PersonNotFound
    before = await list_preferences(person_id)
    changed = {place: is_on for place, is_on in wishes.items() if before[place] != is_on}
    for (topic, channel), is_on in changed.items():
        await MessagePreference.filter(person_id=person_id, topic=topic.value, channel=channel.value).delete()
        await MessagePreference.create(
            person_id=person_id, topic=topic.value, channel=channel.value, is_on=is_on
        )
    if changed:
        words = (
            f"{topic}:{channel}:{'on' if is_on else 'off'}" for (topic, channel), is_on in changed.items()
        )
        record(MessagePreferencesChanged(person_id=person_id, changed=tuple(words)), by=by)
