"""The screens. A new one is a line here: axe, the pictures and the tests of the look then know it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.dev.screens import parking, scenes, stays, telegram, underground
from app.dev.screens.desk import floors, shell
from app.dev.screens.visit import Visit


@dataclass(frozen=True, slots=True)
class Screen:
    """`name` names its picture, `show` brings a fresh visit there; `wide`: pictured at a desk too."""

    name: str
    what: str
    show: Callable[[Visit], None]
    wide: bool = False


SCREENS: tuple[Screen, ...] = (
    Screen("landing", "Where a driver comes in", scenes.landing, wide=True),
    Screen("landing-map", "The car parks on the map of the town", scenes.landing_map, wide=True),
    Screen("landing-no-match", "A search that finds nothing", scenes.landing_no_match),
    Screen("landing-update", "A new version waits", scenes.landing_update),
    Screen("preferences", "Look and language", scenes.preferences),
    Screen("lot-map", "The floor", scenes.lot_map, wide=True),
    Screen("lot-list", "The same spots as a list", scenes.lot_list, wide=True),
    Screen("lot-list-search", "Spots by label and price", scenes.lot_list_search),
    Screen("lot-filters", "What the spot must be", scenes.lot_filters),
    Screen("lot-facts", "Prices, hours and refunds", scenes.lot_facts),
    Screen("period", "When do you park?", scenes.period, wide=True),
    Screen("spot-guest", "A spot, for a guest", scenes.spot_guest, wide=True),
    Screen("spot-signed-in", "A spot, for a driver with an account", scenes.spot_signed_in),
    Screen("spot-missing", "What is missing before booking", scenes.spot_missing),
    Screen("spot-promo", "A promo code", scenes.spot_promo),
    Screen("spot-car", "Which car comes?", scenes.spot_car),
    Screen("spot-taken", "Somebody was faster: the nearest equals", scenes.spot_taken),
    Screen("spot-gone", "A spot that is not there any more", scenes.spot_gone),
    Screen("spot-signed-out", "Signed out while choosing", scenes.spot_signed_out),
    Screen("checkout", "The page that leads to the gateway", scenes.checkout),
    Screen("booking-held", "Held, not paid", stays.held, wide=True),
    Screen("booking-price-changed", "Held at another price than was shown", stays.price_changed),
    Screen("booking-pending", "The bank has not answered yet", stays.pending),
    Screen("booking-failed", "The payment did not go through", stays.failed),
    Screen("booking-paid", "Back from the gateway", stays.paid),
    Screen("booking-confirmed", "Paid: the pass and the way", stays.confirmed, wide=True),
    Screen("booking-under-way", "The stay has begun", stays.under_way, wide=True),
    Screen("booking-remind", "Reminders and the app on the phone are offered", stays.remind),
    Screen("booking-directions", "Directions", stays.directions),
    Screen("booking-find", "The spot on its floor", stays.find, wide=True),
    Screen("extend", "Staying longer, and its price", stays.extend, wide=True),
    Screen("extend-conflict", "The spot is somebody else's by then", stays.extend_conflict),
    Screen("extension-held", "More time is held", stays.extension_held, wide=True),
    Screen("booking-extended", "A stay that was extended", stays.extended, wide=True),
    Screen("booking-owed", "The car should have left", stays.owed, wide=True),
    Screen("blocked", "Somebody stands on the spot", stays.blocked),
    Screen("blocked-photo", "A photo of the blocked spot", stays.blocked_photo),
    Screen("blocked-moved", "Another spot at once", stays.blocked_moved),
    Screen("blocked-refund-only", "No other spot: the money back", stays.blocked_refund_only),
    Screen("booking-moved", "The operator gave another spot", stays.moved),
    Screen("booking-cancel", "The refund before cancelling", stays.cancel),
    Screen("booking-cancelled", "Cancelled", stays.cancelled),
    Screen("booking-displaced", "The spot was closed and nothing else was free", stays.displaced),
    Screen("booking-expired", "The hold has run out", stays.expired),
    Screen("booking-completed", "The stay is over", stays.completed),
    Screen("booking-again", "The same spot and hours once more", stays.book_again),
    Screen("booking-unknown", "A booking that is not for these eyes", stays.unknown),
    Screen("bookings", "My parking", parking.bookings, wide=True),
    Screen("bookings-past", "My parking: what is over, and what it comes to", parking.past),
    Screen("bookings-pass", "The pass, from My parking", parking.show_pass),
    Screen("bookings-guest", "My parking, without an account", parking.guest),
    Screen("bookings-held", "My parking, with a spot to pay for", parking.guest_held),
    Screen("bookings-empty", "My parking, none yet", parking.empty),
    Screen("find", "Find my car", parking.find, wide=True),
    Screen("find-several", "Find my car: which of several", parking.find_several),
    Screen("find-none", "Find my car, with nothing booked", parking.find_none),
    Screen("account-guest", "The account of nobody yet", scenes.account_guest),
    Screen("account", "The account", scenes.account, wide=True),
    Screen("account-name", "Changing one's name", scenes.account_name),
    Screen("notifications", "Which message comes which way", scenes.notifications),
    Screen("notifications-denied", "Notifications are blocked in the browser", scenes.notifications_denied),
    Screen("telegram", "The account without a chat in Telegram", telegram.unlinked),
    Screen("telegram-code", "A chat is being linked", telegram.linking, wide=True),
    Screen("telegram-linked", "The account with its chat, which has blocked the bot", telegram.blocked),
    Screen("telegram-unlink", "Before a chat is unlinked", telegram.unlinking),
    Screen("telegram-messages", "Messages by Telegram as well", telegram.messages, wide=True),
    Screen("install", "The app on the phone", scenes.install),
    Screen("vehicle", "A vehicle", scenes.vehicle),
    Screen("sign-in", "Signing in", scenes.sign_in),
    Screen("sign-in-refused", "A wrong password", scenes.sign_in_refused),
    Screen("sign-up", "Creating an account", scenes.sign_up),
    Screen("forgot-password", "Forgotten password", scenes.forgot_password),
    Screen("reset-password", "A new password", scenes.reset_password),
    Screen("first-run", "The first owner", scenes.first_run),
    Screen("verify-email", "A link that is used up", scenes.verify_email),
    Screen("admin-live", "The dashboard: the car park as it stands", shell.live, wide=True),
    Screen("admin-spot", "The dashboard: who has a spot now and next", shell.spot, wide=True),
    Screen("admin-list", "The dashboard: the same floor in words", shell.in_words, wide=True),
    Screen("admin-choose", "The dashboard: which car park", shell.choose_lot),
    Screen("admin-more", "The dashboard: what a phone's bar has no room for", shell.more),
    Screen("admin-staff", "The dashboard: who works here", shell.staff, wide=True),
    Screen("admin-staff-refused", "The dashboard: a role for nobody", shell.staff_refused),
    Screen("admin-take-back", "The dashboard: before a role is taken back", shell.take_back),
    Screen("admin-audit", "The dashboard: who did what", shell.audit, wide=True),
    Screen("admin-audit-details", "The dashboard: what exactly was done", shell.audit_details),
    Screen("admin-floors", "The dashboard: the floors and what is drawn of them", floors.floors, wide=True),
    Screen("admin-floor-add", "The dashboard: a floor to come", floors.add_floor),
    Screen("admin-floor-editor", "The editor of a floor", floors.editor, wide=True),
    Screen("admin-floor-spot", "The editor: one spot in numbers", floors.spot, wide=True),
    Screen("admin-floor-many", "The editor: many spots, labelled in one stroke", floors.many, wide=True),
    Screen("admin-floor-row", "The editor: a row of spots", floors.row_tool),
    Screen("admin-floor-objects", "The editor: the floor in words", floors.objects),
    Screen("admin-floor-faults", "The editor: what is wrong", floors.faults, wide=True),
    Screen("admin-floor-files", "The editor: files", floors.files),
    Screen(
        "admin-floor-publish", "The editor: which bookings publishing would strand", floors.publish, wide=True
    ),
    Screen("admin-floor-overtaken", "The editor: somebody was faster", floors.overtaken),
    Screen("admin-no-role", "The dashboard, for a driver", shell.no_role),
    Screen("admin-offline", "The dashboard has lost its connection", shell.offline),
    Screen("offline-landing", "No signal: the car parks seen before", underground.landing),
    Screen("offline-map", "No signal: a floor seen before, gone quiet", underground.lot_map),
    Screen("offline-spot", "No signal: nothing can be booked", underground.spot_sheet),
    Screen("offline-bookings", "No signal: My parking", underground.bookings),
    Screen("offline-booking", "No signal: the pass is there", underground.booking),
    Screen("no-connection", "Nothing could be fetched", scenes.no_connection),
    Screen("server-trouble", "The server could not answer", scenes.server_trouble),
    Screen("fault", "A fault of ours", scenes.fault),
    Screen("no-page", "No such page", scenes.no_page, wide=True),
    Screen("refusal", "A link to pay that is too old", scenes.refusal),
)
