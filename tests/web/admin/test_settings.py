"""A lot's settings over HTTP: policy, hours, photos, mails."""

from __future__ import annotations

import asyncio
import io
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image
from quart import Quart, Response

from app.core import clock
from app.lots.models import Lot
from app.lots.photos import MOST_PHOTOS
from app.notifications.mails.preview import PREVIEWED
from app.realtime.live import SpotNow
from tests.arrivals.stays import parked
from tests.support.world import World
from tests.web.admin.conftest import follow
from tests.web.admin.staff import staff_browser
from tests.web.browsers import Browser, code_of, problem_of


def at(world: World, rest: str = "settings") -> str:
    return f"/api/admin/lots/{world.lot.slug}/{rest}"


@pytest.fixture
async def operator(app: Quart, world: World) -> Browser:
    return await staff_browser(app, "operator", world.lot.id)


async def test_what_is_sent_is_changed_and_the_trail_tells_it(
    app: Quart, operator: Browser, world: World
) -> None:
    body = {
        "name": "New\u202e Name",
        "houseRules": {"en": "Engines off.", "ms": "Matikan enjin."},
        "noShowMinutes": 45,
        "overstayDayCapSen": None,
        "contact": "03-0000 0000",
    }
    told = await (await operator.patch(at(world), body)).get_json()
    assert (told["name"], told["noShowMinutes"], told["overstayDayCapSen"]) == ("New Name", 45, None)
    assert (told["address"], told["languages"]) == (world.lot.address, ["en", "ms"])
    assert (await (await operator.get(at(world))).get_json()) == told

    public = await Browser(app).get(f"/api/lots/{world.lot.slug}", Accept_Language="ms")
    shown = await public.get_json()
    assert (shown["houseRules"], shown["contact"]) == ("Matikan enjin.", "03-0000 0000")
    facts = (await _changes(operator, world))[0]
    assert (facts["before"]["no_show_minutes"], facts["after"]["no_show_minutes"]) == (None, 45)
    assert set(facts["after"]) == {
        "name",
        "house_rules",
        "no_show_minutes",
        "overstay_day_cap_sen",
        "contact",
    }
    await operator.patch(at(world), body)
    assert len(await _changes(operator, world)) == 1


async def _changes(browser: Browser, world: World) -> list[dict[str, Any]]:
    """What the trail tells of changes of the lot, the newest first."""
    trail = await (await browser.get(at(world, "audit"))).get_json()
    return [entry["facts"] for entry in trail["entries"] if entry["kind"] == "LotChanged"]


async def test_the_lot_is_closed_on_a_special_day(app: Quart, operator: Browser, world: World) -> None:
    days = [{"date": "2027-02-06"}, {"date": "2027-02-07", "opens": "10:00", "closes": "16:00"}]
    told = await (await operator.patch(at(world), {"specialDays": days, "maxAdvanceDays": 730})).get_json()
    assert [day["opens"] for day in told["specialDays"]] == [None, "10:00"]

    async def price(day: int, from_hour: int) -> Response:
        begins, ends = (f"2027-02-0{day}T{hour}:00:00%2B08:00" for hour in (from_hour, from_hour + 2))
        stay = f"from={begins}&to={ends}"
        return await Browser(app).get(f"/api/lots/{world.lot.slug}/prices?{stay}")

    assert await code_of(await price(6, 11)) == (422, "outside_opening_hours")
    assert await code_of(await price(7, 15)) == (422, "outside_opening_hours")
    assert (await price(7, 11)).status_code == 200
    assert (await price(8, 11)).status_code == 200


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"minMinutes": 600, "maxMinutes": 60}, "minMinutes"),
        ({"overstayHourSen": 600, "overstayDayCapSen": 500}, "overstayDayCapSen"),
        ({"houseRules": {"xx": "?"}}, "houseRules"),
        ({"specialDays": [{"date": "2027-02-30"}]}, "specialDays"),
        ({"specialDays": [{"date": "2027-02-03", "opens": "10:00"}]}, "specialDays"),
        ({"openingHours": [{"weekday": 0, "opens": "24:00", "closes": "02:00"}]}, "openingHours"),
        (
            {
                "openingHours": [
                    {"weekday": 0, "opens": "08:00", "closes": "12:00"},
                    {"weekday": 0, "opens": "11:00", "closes": "18:00"},
                ]
            },
            "openingHours",
        ),
        (
            {
                "openingHours": [
                    {"weekday": 6, "opens": "22:00", "closes": "02:00"},
                    {"weekday": 0, "opens": "01:00", "closes": "18:00"},
                ]
            },
            "openingHours",
        ),
    ],
)
async def test_settings_that_do_not_go_together_are_refused_by_field(
    operator: Browser, world: World, change: dict[str, Any], field: str
) -> None:
    told = await problem_of(await operator.patch(at(world), change), 422)
    assert (told["code"], told["field"]) == ("lot_setting_not_valid", field)
    assert (await Lot.get(id=world.lot.id)).max_minutes == world.lot.max_minutes


async def test_a_night_that_ends_when_monday_opens_is_no_overlap(operator: Browser, world: World) -> None:
    hours = [
        {"weekday": 0, "opens": "02:00", "closes": "18:00"},
        {"weekday": 6, "opens": "22:00", "closes": "02:00"},
    ]
    told = await (await operator.patch(at(world), {"openingHours": hours})).get_json()
    assert told["openingHours"] == hours


@pytest.mark.parametrize(
    "change", [{"name": ""}, {"name": None}, {"latitude": 91}, {"holdSeconds": 5}, {"slug": "other"}]
)
async def test_what_no_setting_can_be_is_refused(
    operator: Browser, world: World, change: dict[str, Any]
) -> None:
    assert await code_of(await operator.patch(at(world), change)) == (400, "invalid_request")


async def test_the_live_floors_know_a_longer_time_to_leave(
    app: Quart, operator: Browser, world: World
) -> None:
    booking, _ = await parked(world)
    await follow(app)
    live = app.extensions["parkpro"].live
    with clock.frozen(booking.ends_at + timedelta(minutes=20)):
        assert live.spots_now(world.area.id)[booking.space_id] is SpotNow.OVERSTAYED
    await operator.patch(at(world), {"exitGraceMinutes": 30})
    with clock.frozen(booking.ends_at + timedelta(minutes=20)):
        assert live.spots_now(world.area.id)[booking.space_id] is SpotNow.OCCUPIED


def _picture(colour: str) -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Secret Camera"
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG", exif=exif)
    return out.getvalue()


async def _add(browser: Browser, world: World, picture: bytes) -> Response:
    head = b'--x\r\nContent-Disposition: form-data; name="photo"; filename="p"\r\n\r\n'
    body = head + picture + b"\r\n--x--\r\n"
    return await browser.send(at(world, "photos"), body, "multipart/form-data; boundary=x")


async def test_photos_are_added_ordered_shown_and_removed(
    app: Quart, operator: Browser, world: World
) -> None:
    for colour in ("red", "blue"):
        assert (await _add(operator, world, _picture(colour))).status_code == 201
    red, blue = (photo["id"] for photo in (await (await operator.get(at(world))).get_json())["photos"])
    ordered = await operator.put(at(world, "photos"), {"photos": [blue, red]})
    assert [photo["id"] for photo in (await ordered.get_json())["photos"]] == [blue, red]

    guest = Browser(app)
    lot = await (await guest.get(f"/api/lots/{world.lot.slug}")).get_json()
    shown = [photo["url"] for photo in lot["photos"]]
    picture = await guest.get(shown[0])
    raw = await picture.get_data(as_text=False)
    assert (picture.mimetype, "immutable" in picture.headers["Cache-Control"]) == ("image/jpeg", True)
    assert b"Secret Camera" not in raw
    assert Image.open(io.BytesIO(raw)).size == (40, 30)

    assert (await operator.delete(at(world, f"photos/{blue}"))).status_code == 204
    assert await code_of(await guest.get(shown[0])) == (404, "lot_photo_not_found")
    for wrong in ([red, blue], [], [red, red]):
        answer = await operator.put(at(world, "photos"), {"photos": wrong})
        assert await code_of(answer) == (404, "lot_photo_not_found")
    assert await code_of(await _add(operator, world, b"GIF89a")) == (422, "photo_not_understood")
    for _ in range(MOST_PHOTOS - 1):
        assert (await _add(operator, world, _picture("green"))).status_code == 201
    assert await code_of(await _add(operator, world, _picture("green"))) == (422, "too_many_lot_photos")


async def test_a_photo_is_described_to_those_who_do_not_see_it(
    app: Quart, operator: Browser, world: World
) -> None:
    (red,) = (await (await _add(operator, world, _picture("red"))).get_json())["photos"]
    assert red["alt"] == {}
    words = {"alt": {"en": "The gate\u202e", "ms": "Pintu masuk"}}
    told = await (await operator.patch(at(world, f"photos/{red['id']}"), words)).get_json()
    assert told["photos"] == [{"id": red["id"], "alt": {"en": "The gate", "ms": "Pintu masuk"}}]
    lot = await (await Browser(app).get(f"/api/lots/{world.lot.slug}", Accept_Language="ms")).get_json()
    assert [photo["alt"] for photo in lot["photos"]] == ["Pintu masuk"]

    trail = await (await operator.get(at(world, "audit"))).get_json()
    facts = trail["entries"][0]["facts"]
    assert (facts["before"], facts["after"]["en"]) == ({}, "The gate")
    assert await code_of(await operator.patch(at(world, f"photos/{red['id'] + 1}"), words)) == (
        404,
        "lot_photo_not_found",
    )
    stranger = {"alt": {"xx": "?"}}
    refused = await operator.patch(at(world, f"photos/{red['id']}"), stranger)
    assert await code_of(refused) == (422, "lot_setting_not_valid")
    too_long = {"alt": {"en": "x" * 161}}
    refused = await operator.patch(at(world, f"photos/{red['id']}"), too_long)
    assert await code_of(refused) == (400, "invalid_request")


async def test_of_two_who_change_the_same_the_second_is_told_of_the_first(
    app: Quart, operator: Browser, world: World
) -> None:
    other = await staff_browser(app, "operator", world.lot.id, email="other@operator.example")
    shown = await (await operator.get(at(world))).get_json()
    seen = {"seen": {"name": shown["name"], "specialDays": []}}

    first = await other.patch(at(world), {"name": "Theirs", **seen})
    assert first.status_code == 200
    second = await problem_of(await operator.patch(at(world), {"name": "Mine", **seen}), 409)
    assert (second["code"], second["fields"]) == ("lot_settings_changed", ["name"])
    assert second["editedBy"] in second["detail"]
    assert (await Lot.get(id=world.lot.id)).name == "Theirs"
    # Other fields are nobody's quarrel, and neither is what both of them want.
    days = [{"date": "2027-02-06"}]
    assert (await operator.patch(at(world), {"specialDays": days, **seen})).status_code == 200
    assert (await operator.patch(at(world), {"name": "Theirs", **seen})).status_code == 200


async def test_of_many_who_save_at_once_one_comes_through(
    app: Quart, operator: Browser, world: World
) -> None:
    seen = {"contact": world.lot.contact}

    answers = await asyncio.gather(
        *(
            operator.patch(at(world), {"contact": f"desk-{n}@operator.example", "seen": seen})
            for n in range(5)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409, 409]
    assert len(await _changes(operator, world)) == 1


async def test_a_change_that_dies_in_the_middle_has_not_happened(
    operator: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(event: object, *, by: object) -> None:
        raise RuntimeError("the process ends")

    with monkeypatch.context() as broken:
        broken.setattr("app.lots.settings.record", die)
        assert (await operator.patch(at(world), {"name": "Half"})).status_code == 500
    (photo,) = (await (await _add(operator, world, _picture("red"))).get_json())["photos"]
    with monkeypatch.context() as broken:
        broken.setattr("app.lots.photos.record", die)
        words = {"alt": {"en": "Half"}}
        assert (await operator.patch(at(world, f"photos/{photo['id']}"), words)).status_code == 500

    told = await (await operator.get(at(world))).get_json()
    assert (told["name"], told["photos"][0]["alt"]) == (world.lot.name, {})


async def test_only_who_approves_money_says_what_needs_a_second_person(
    app: Quart, operator: Browser, world: World
) -> None:
    owner = await staff_browser(app, "owner", world.lot.id)
    change = {"refundApprovalSen": 5000}
    assert await code_of(await operator.patch(at(world), change)) == (403, "not_permitted")
    told = await (await owner.patch(at(world), change)).get_json()
    assert told["refundApprovalSen"] == 5000
    assert (await operator.get(at(world))).status_code == 200


async def test_a_lot_can_be_reached_by_phone_and_chat(app: Quart, operator: Browser, world: World) -> None:
    ways = {"phone": "+60 3-2000 0000", "whatsapp": "60120000000", "contact": "desk@operator.example"}
    assert (await operator.patch(at(world), ways)).status_code == 200
    lot = await (await Browser(app).get(f"/api/lots/{world.lot.slug}")).get_json()
    assert {name: lot[name] for name in ways} == ways
    for wrong in (
        {"phone": "call me"},
        {"whatsapp": "+60 12"},
        {"phone": "0" * 31},
        {"seen": {"slug": "x"}},
    ):
        assert await code_of(await operator.patch(at(world), wrong)) == (400, "invalid_request")


async def test_every_mail_is_shown_in_every_language_and_its_pass_opens_nothing(
    operator: Browser, world: World
) -> None:
    kinds = (await (await operator.get(at(world, "mail-preview"))).get_json())["kinds"]
    assert len(kinds) == len(PREVIEWED)

    for kind in kinds:
        told = await (await operator.get(at(world, f"mail-preview?kind={kind}"))).get_json()
        assert [mail["language"] for mail in told["mails"]] == ["en", "ms"]
        assert told["mails"][0]["subject"] != told["mails"][1]["subject"]
        for mail in told["mails"]:
            assert world.lot.name in mail["html"]
            assert "cid:" not in mail["html"]
    assert "data:image/png;base64," in (await _confirmation(operator, world))
    unknown = await operator.get(at(world, "mail-preview?kind=verify_email"))
    assert await code_of(unknown) == (404, "no_such_preview")


async def test_what_a_mail_shows_of_more_time_and_of_too_long_is_of_that_time(
    operator: Browser, world: World
) -> None:
    await Lot.filter(id=world.lot.id).update(overstay_hour_sen=600)

    async def shown(kind: str) -> dict[str, str]:
        told = await (await operator.get(at(world, f"mail-preview?kind={kind}"))).get_json()
        mail: dict[str, str] = told["mails"][0]
        return {part: mail[part].replace("\xa0", " ") for part in ("subject", "html")}

    longer, owed, paid = [
        await shown(kind) for kind in ("booking_extended", "overstay_owed", "exit_fee_paid")
    ]
    assert "13:00" in longer["subject"]
    assert "09:00 – 13:00" in longer["html"]
    # Eighty minutes begin two hours; the world's tax is put on top.
    for mail in (owed, paid):
        assert "RM 12.72" in mail["subject"]
    assert "Each started hour costs RM 6.00" in owed["html"]


async def _confirmation(browser: Browser, world: World) -> str:
    mails = (await (await browser.get(at(world, "mail-preview"))).get_json())["mails"]
    return str(mails[0]["html"])


async def test_the_receipt_is_shown_as_it_would_be_handed_out(operator: Browser, world: World) -> None:
    header = {"operatorName": "<b>Baharu</b> Parking", "companyRegistration": "202601000123"}
    await operator.patch(at(world), {**header, "operatorAddress": "1 Jalan Pejabat"})

    told = await (await operator.get(at(world, "receipt-preview"))).get_json()

    assert [one["language"] for one in told["receipts"]] == ["en", "ms"]
    for one in told["receipts"]:
        assert "&lt;b&gt;Baharu&lt;/b&gt; Parking" in one["html"]
        assert "202601000123" in one["html"]
        assert "1 Jalan Pejabat" in one["html"]
        assert "asset:" not in one["html"]


@pytest.mark.parametrize("role", ["attendant", None])
async def test_nobody_changes_a_lot_without_the_right(app: Quart, world: World, role: str | None) -> None:
    browser = await staff_browser(app, role, world.lot.id) if role else Browser(app)
    refused = (403, "not_permitted") if role else (401, "not_signed_in")
    for answer in (
        await browser.get(at(world)),
        await browser.patch(at(world), {"name": "Mine"}),
        await _add(browser, world, b"x"),
        await browser.put(at(world, "photos"), {"photos": []}),
        await browser.delete(at(world, "photos/1")),
        await browser.patch(at(world, "photos/1"), {"alt": {"en": "Mine"}}),
        await browser.get(at(world, "mail-preview")),
        await browser.get(at(world, "receipt-preview")),
        await browser.get(at(world, "receipt-preview.pdf")),
    ):
        assert await code_of(answer) == refused
