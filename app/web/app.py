"""The web application: its parts, put together."""

from __future__ import annotations

from quart import Quart
from quart_schema import Info, QuartSchema

from app.config import Settings
from app.web import (
    accounts,
    availability,
    blocked,
    bookings,
    checkout,
    consent,
    demo_mail,
    extensions,
    gateway,
    health,
    live,
    lots,
    oauth,
    observations,
    outside,
    pages,
    passes,
    push,
    quotes,
    shell,
    telegram,
    tiles,
    vehicles,
)
from app.web.access import install_access
from app.web.admin import (
    audit,
    closures,
    floors,
    gate,
    lot_photos,
    messages,
    money,
    occupancy,
    people,
    previews,
    prices,
    programs,
    refunds,
    revenue,
    setup,
    staff,
)
from app.web.admin import bookings as admin_bookings
from app.web.admin import extensions as admin_extensions
from app.web.admin import live as admin_live
from app.web.admin import observations as admin_observations
from app.web.admin import settings as admin_settings
from app.web.compression import install_compression
from app.web.empty_answers import Description
from app.web.errors import install_errors
from app.web.frames import install_frames
from app.web.lifecycle import install_lifecycle
from app.web.limits import install_limits
from app.web.open_data import routes as open_data
from app.web.requests import install_requests
from app.web.sign_in import install_sign_in

MAX_BODY_BYTES = 64 * 1024


def create_app(settings: Settings) -> Quart:
    """The application for one web process. Opens nothing until it is served."""
    app = Quart("parkpro", static_folder=None)
    app.config["PARKPRO_SETTINGS"] = settings
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.json.sort_keys = False  # type: ignore[attr-defined]

    install_compression(app)
    install_requests(app, settings)
    install_errors(app)
    install_limits(app)
    install_access(app)
    install_frames(app)
    install_sign_in(app, settings)
    QuartSchema(
        app,
        openapi_path=None,
        redoc_ui_path=None,
        scalar_ui_path=None,
        swagger_ui_path=None,
        info=Info(title="ParkPro", version="1"),
        conversion_preference="pydantic",
        pydantic_dump_options={"by_alias": True},
        openapi_provider_class=Description,
    )
    for part in (
        health,
        shell,
        lots,
        availability,
        quotes,
        bookings,
        extensions,
        blocked,
        checkout,
        passes,
        gateway,
        live,
        accounts,
        vehicles,
        push,
        telegram,
        tiles,
        staff,
        admin_live,
        closures,
        floors,
        prices,
        admin_settings,
        lot_photos,
        previews,
        setup,
        gate,
        audit,
        revenue,
        occupancy,
        open_data,
        admin_bookings,
        admin_extensions,
        refunds,
        money,
        messages,
        people,
        oauth,
        consent,
        outside,
        observations,
        programs,
        admin_observations,
    ):
        app.register_blueprint(part.blueprint)
    if settings.demo:
        app.register_blueprint(demo_mail.blueprint)
    app.register_blueprint(pages.blueprint)
    install_lifecycle(app, settings)
    return app
