from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from app.dev.preflight import free_port
from app.notifications.channels.protocol import PermanentFailure, TemporaryFailure
from app.notifications.mails.smtp import SmtpServer, send_by_smtp, smtp_server_of
from tests.notifications.mail_server import MailServer, start_mail_server


def _message() -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = "Hello"
    message["Message-ID"] = "<1@parking.example>"
    message.set_content("Hello.\n.\nStill hello.\n")
    return message


async def _send(url: str) -> None:
    await send_by_smtp(
        smtp_server_of(url),
        _message(),
        sender="parking@parking.example",
        recipient="aisyah@mail.example",
    )


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", SmtpServer("mail.example", 25, use_tls=False, start_tls=False)),
        ("smtp://mail.example:2525", SmtpServer("mail.example", 2525, use_tls=False, start_tls=False)),
        ("smtp://mail.example?starttls", SmtpServer("mail.example", 587, use_tls=False, start_tls=True)),
        (
            "smtp://me%40x.example:s%3A%2Fcret@mail.example:587?starttls",
            SmtpServer("mail.example", 587, False, True, "me@x.example", "s:/cret"),
        ),
        ("smtps://me:secret@mail.example", SmtpServer("mail.example", 465, True, False, "me", "secret")),
        ("smtp://me:secret@localhost:25", SmtpServer("localhost", 25, False, False, "me", "secret")),
    ],
)
def test_a_mail_server_is_described_by_a_url(url: str, server: SmtpServer) -> None:
    assert smtp_server_of(url) == server


def test_a_password_never_travels_in_the_open() -> None:
    assert smtp_server_of("smtp://me:secret@mail.example").start_tls
    assert "secret" not in repr(smtp_server_of("smtp://me:secret@mail.example"))


async def test_a_message_arrives_as_it_was_sent(mail_server: MailServer) -> None:
    await _send(mail_server.url)

    (received,) = mail_server.received
    assert received.sender == "parking@parking.example"
    assert received.recipients == ["aisyah@mail.example"]
    assert received.message["Message-ID"] == "<1@parking.example>"
    assert received.message.get_content().splitlines() == ["Hello.", ".", "Still hello."]


@pytest.mark.parametrize("answer", ["451 4.7.1 greylisted", "452 4.2.2 mailbox full", "421 4.3.2 going down"])
async def test_a_recipient_refused_for_now_is_a_temporary_failure(
    mail_server: MailServer, answer: str
) -> None:
    mail_server.to_recipient.append(answer)

    with pytest.raises(TemporaryFailure, match=answer[:3]):
        await _send(mail_server.url)
    await _send(mail_server.url)
    assert len(mail_server.received) == 1


@pytest.mark.parametrize("answer", ["550 5.1.1 no such user", "553 5.1.3 bad address", "551 5.7.1 moved"])
async def test_a_recipient_refused_for_good_is_a_permanent_failure(
    mail_server: MailServer, answer: str
) -> None:
    mail_server.to_recipient.append(answer)

    with pytest.raises(PermanentFailure, match=answer[:3]):
        await _send(mail_server.url)


async def test_a_message_refused_for_good_is_a_permanent_failure(mail_server: MailServer) -> None:
    mail_server.to_data.append("554 5.7.1 looks like spam")

    with pytest.raises(PermanentFailure, match="554"):
        await _send(mail_server.url)


async def test_a_message_refused_for_now_is_a_temporary_failure(mail_server: MailServer) -> None:
    mail_server.to_data.append("451 4.3.0 try again")

    with pytest.raises(TemporaryFailure, match="451"):
        await _send(mail_server.url)


async def test_what_the_operator_has_to_mend_is_a_temporary_failure(mail_server: MailServer) -> None:
    mail_server.to_recipient.append("530 5.7.0 authenticate first")

    with pytest.raises(TemporaryFailure, match="530"):
        await _send(mail_server.url)


async def test_a_failure_does_not_repeat_the_address(mail_server: MailServer) -> None:
    mail_server.to_recipient.append("550 5.1.1 <aisyah@mail.example> is unknown")

    with pytest.raises(PermanentFailure) as failure:
        await _send(mail_server.url)
    assert "aisyah" not in str(failure.value)


async def test_no_server_at_all_is_a_temporary_failure() -> None:
    with pytest.raises(TemporaryFailure, match="no answer"):
        await _send(f"smtp://127.0.0.1:{free_port()}")


async def test_a_server_without_encryption_gets_nothing_when_encryption_is_asked_for(
    mail_server: MailServer,
) -> None:
    with pytest.raises(TemporaryFailure):
        await _send(f"{mail_server.url}?starttls")
    assert mail_server.received == []


@pytest.fixture
def guarded_server() -> Iterator[MailServer]:
    """One that asks for a login."""
    server, controller = start_mail_server(with_login=True)
    try:
        yield server
    finally:
        controller.stop()


async def test_the_login_of_the_url_is_used(guarded_server: MailServer) -> None:
    await _send(f"smtp://parking:s3cret%3Apass%20word@127.0.0.1:{guarded_server.port}")

    assert guarded_server.logins == [("parking", "s3cret:pass word")]
    assert len(guarded_server.received) == 1


async def test_a_wrong_login_is_a_temporary_failure(guarded_server: MailServer) -> None:
    with pytest.raises(TemporaryFailure, match="535"):
        await _send(f"smtp://parking:wrong@127.0.0.1:{guarded_server.port}")
    assert guarded_server.received == []
