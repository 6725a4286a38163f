"""All questions that are ever asked, by the name under which a conversation stands at one."""

from __future__ import annotations

from bot.booking.email import EmailStep
from bot.booking.floor import FloorStep
from bot.booking.kind import KindStep
from bot.booking.lot import LotStep, NearestStep
from bot.booking.review import ReviewStep
from bot.booking.spot import SpotStep
from bot.booking.taken import TakenStep
from bot.booking.vehicle import VehicleStep
from bot.booking.when import WhenStep
from bot.bookings.cancel import CancelStep
from bot.bookings.extend import ExtendReviewStep, ExtendStep
from bot.chat.language import LanguageStep
from bot.chat.linking import LinkConfirmStep, LinkStep, UnlinkStep
from bot.chat.vehicles import VehiclesStep
from bot.chat.vehicles import VehicleStep as OneVehicleStep
from bot.conversation import Conversations

CONVERSATIONS = Conversations(
    {
        "lot": LotStep(),
        "lot_near": NearestStep(),
        "when": WhenStep(),
        "kind": KindStep(),
        "floor": FloorStep(),
        "spot": SpotStep(),
        "taken": TakenStep(),
        "vehicle": VehicleStep(),
        "email": EmailStep(),
        "review": ReviewStep(),
        "extend": ExtendStep(),
        "extend_review": ExtendReviewStep(),
        "cancel": CancelStep(),
        "link": LinkStep(),
        "link_confirm": LinkConfirmStep(),
        "unlink": UnlinkStep(),
        "vehicles": VehiclesStep(),
        "vehicle_one": OneVehicleStep(),
        "language": LanguageStep(),
    }
)
