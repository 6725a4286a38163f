"""Where pushes may go, with which keys, and what people are told by default."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.core.p256 import new_private_key, read_private_key
from app.notifications.errors import PushEndpointRefused, PushKeysNotUnderstood
from app.notifications.models import ChannelName, MessageKind, Topic
from app.notifications.pushes.endpoints import PushServices, check_keys
from app.notifications.pushes.vapid import Vapid
from app.notifications.topics import ALERTS, TOPIC_OF, channels_of, default_preferences, is_wanted
from tests.notifications.devices import a_browser
from tests.support.settings import ROOT, SECRETS, process_environment

EMAIL, PUSH, TELEGRAM = ChannelName.EMAIL, ChannelName.PUSH, ChannelName.TELEGRAM
SERVICES, LOCAL = PushServices(), PushServices(allows_this_machine=True)
ACCOUNT = {
    MessageKind.VERIFY_EMAIL,
    MessageKind.RESET_PASSWORD,
    MessageKind.PASSWORD_CHANGED,
    MessageKind.TELEGRAM_LINKED,
}
POINT, SECRET = a_browser().p256dh, a_browser().auth


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/dZp:APA91b-x_y",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAA==",
        "https://web.push.apple.com/QGuQyavXutnMH",
        "https://sg2p.notify.windows.com/w/?token=BQYAAAD%2b",
        "https://fcm.googleapis.com:443/fcm/send/x",
    ],
)
def test_the_browsers_services_are_sent_to(endpoint: str) -> None:
    SERVICES.check(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/fcm/send/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evilfcm.googleapis.com.example/x",
        "https://notfcm-googleapis.com/x",
        "https://xfcm.googleapis.com/x",
        "https://fcm.googleapis.com@evil.example/x",
        "https://evil.example\\@fcm.googleapis.com/x",
        "https://evil.example#@fcm.googleapis.com/x",
        "https://evil.example?@fcm.googleapis.com/x",
        "https://user:word@fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com:443x/x",
        "https://fcm.googleapis.com./x",
        "https://FCM.googleapis.com/x",
        "https://fcm.googleapis.com/x\r\nHost: evil.example",
        "https://fcm.googleapis.com/x y",
        "https://fcm.googleapis.com",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/x",
        "https://10.0.0.7/x",
        "https://localhost/x",
        "http://localhost:3306/",
        "http://127.0.0.1:8000/x",
        "file:///etc/passwd",
        "gopher://localhost/x",
        "//fcm.googleapis.com/x",
        "",
        "https://fcm.googleapis.com/" + "x" * 1000,
    ],
)
def test_nothing_else_is_sent_to(endpoint: str) -> None:
    with pytest.raises(PushEndpointRefused):
        SERVICES.check(endpoint)


def test_a_local_run_sends_to_this_machine_as_well_and_nowhere_else() -> None:
    LOCAL.check("http://localhost:9300/notify/ab")
    LOCAL.check("http://127.0.0.1:9300/notify/ab")
    LOCAL.check("https://fcm.googleapis.com/x")
    for endpoint in ("http://10.0.0.7/x", "http://localhost.evil.example/x", "http://evil@localhost/x"):
        with pytest.raises(PushEndpointRefused):
            LOCAL.check(endpoint)


def test_keys_that_a_message_can_be_encrypted_with_are_taken() -> None:
    check_keys(POINT, SECRET)
    check_keys(f"{POINT}=", f"{SECRET}==")


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [
        (POINT[:-4], SECRET),
        (POINT, SECRET[:-2]),
        ("A" * 87, SECRET),  # 65 bytes that are no point
        ("B" + "A" * 86, SECRET),  # a point that is not on the curve
        (f"{POINT[:-1]}*", SECRET),
        ("", ""),
        (POINT * 9, SECRET),
        (POINT, "é" * 22),
    ],
)
def test_keys_that_nothing_can_be_encrypted_with_are_refused(p256dh: str, auth: str) -> None:
    with pytest.raises(PushKeysNotUnderstood):
        check_keys(p256dh, auth)


def test_the_public_key_is_the_point_that_browsers_ask_for() -> None:
    public_key = Vapid(SECRETS["VAPID_PRIVATE_KEY"], "mailto:a@b.example").public_key
    assert len(public_key) == 87
    check_keys(public_key, SECRET)


def test_the_key_does_not_show() -> None:
    assert SECRETS["VAPID_PRIVATE_KEY"] not in repr(Vapid(SECRETS["VAPID_PRIVATE_KEY"], "mailto:a@b.example"))


def test_the_command_prints_a_fresh_key_each_time_and_needs_no_settings() -> None:
    def printed() -> str:
        command = [sys.executable, "-m", "app", "vapid-key"]
        environment = {name: process_environment()[name] for name in ("PATH",)}
        return subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        ).stdout

    first, second = printed().strip(), printed().strip()
    read_private_key(first)
    read_private_key(second)
    assert first != second
    read_private_key(new_private_key())


@pytest.mark.parametrize("bad", ["", "A" * 42, "A" * 43, "A" * 44, "_" * 43, "demo-" + "A" * 43, "é" * 43])
def test_what_is_no_key_is_refused(bad: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # the settings say it in their own words
        read_private_key(bad)


def test_only_mails_about_an_account_cannot_be_switched_off() -> None:
    nothing = {(topic, channel): False for topic in Topic for channel in ChannelName}
    assert {kind for kind in MessageKind if is_wanted(kind, EMAIL, nothing)} == ACCOUNT
    assert not [kind for kind in MessageKind if is_wanted(kind, PUSH, nothing)]
    assert {kind for kind in MessageKind if is_wanted(kind, TELEGRAM, nothing)} == ALERTS
    assert set(MessageKind) - set(TOPIC_OF) == ACCOUNT | ALERTS


def test_reminders_come_by_push_and_by_mail_only_to_whoever_asks() -> None:
    assert not is_wanted(MessageKind.ENDING_SOON, EMAIL, {})
    assert not is_wanted(MessageKind.OVERSTAY, EMAIL, {})
    assert is_wanted(MessageKind.ENDING_SOON, PUSH, {})
    assert is_wanted(MessageKind.ENDING_SOON, EMAIL, {(Topic.REMINDERS, EMAIL): True})
    assert set(default_preferences()) == {(topic, channel) for topic in Topic for channel in ChannelName}


def test_a_chat_is_told_everything_about_bookings_but_that_they_were_cancelled() -> None:
    untold = {kind for kind in MessageKind if not is_wanted(kind, TELEGRAM, {})}
    assert untold == ACCOUNT | {MessageKind.BOOKING_CANCELLED}
    assert not is_wanted(MessageKind.ENDING_SOON, TELEGRAM, {(Topic.REMINDERS, TELEGRAM): False})


def test_nothing_goes_over_a_channel_that_does_not_know_how_to_say_it() -> None:
    everything = {(topic, channel): True for topic in Topic for channel in ChannelName}
    for kind in MessageKind:
        told = {channel for channel in ChannelName if is_wanted(kind, channel, everything)}
        assert told == set(channels_of(kind))
    only_chats = {
        MessageKind.BOOKING_RECEIPT,
        MessageKind.PAYMENT_PENDING,
        MessageKind.HOLD_EXPIRED,
        MessageKind.EXTENSION_EXPIRED,
    }
    for kind in only_chats | ALERTS:
        assert set(channels_of(kind)) == {TELEGRAM}


def test_a_choice_is_about_its_topic_and_its_channel_only() -> None:
    quiet = {(Topic.PAYMENTS, PUSH): False}
    assert not is_wanted(MessageKind.PAYMENT_FAILED, PUSH, quiet)
    assert is_wanted(MessageKind.PAYMENT_FAILED, EMAIL, quiet)
    assert is_wanted(MessageKind.REFUND_SUCCEEDED, PUSH, quiet)
    assert not is_wanted(MessageKind.BOOKING_CANCELLED, PUSH, {})
