"""Locks by name, for things that have no row: held until the transaction ends, whoever asks queues.

Names share a fixed number of rows, so nothing grows; two names on one row queue needlessly, and seldom.
"""

from __future__ import annotations

from zlib import crc32

from app.core.models import LockStripe

_STRIPES = 512


async def lock_names(*names: str) -> None:
    """Locks `names` in the present transaction, in one order for all callers, so that none deadlock.

    On SQLite the write lock that the transaction began with holds already.
    """
    ids = sorted({crc32(name.encode()) % _STRIPES for name in names})
    locked = await LockStripe.filter(id__in=ids).order_by("id").select_for_update()
    if len(locked) < len(ids):  # the first use of a stripe
        for id_ in ids:
            await LockStripe.get_or_create(id=id_)
        await LockStripe.filter(id__in=ids).order_by("id").select_for_update()
