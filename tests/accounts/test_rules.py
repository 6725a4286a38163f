from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.accounts import rules
from app.accounts.errors import (
    EmailNotUnderstood,
    NameNotUnderstood,
    PasswordIsEmail,
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
    UnknownLanguage,
    VehicleDetailNotUnderstood,
)

EMAIL = "aisyah@demo.example"


@pytest.mark.parametrize(
    "typed", [EMAIL, "Aisyah@Demo.Example", "  AISYAH@DEMO.EXAMPLE\n", "aisyah@\uff44emo.example"]
)
def test_an_address_is_the_same_in_every_case(typed: str) -> None:
    assert rules.normalise_email(typed) == EMAIL


def test_a_tag_belongs_to_the_address() -> None:
    assert rules.normalise_email("aisyah+parking@demo.example") == "aisyah+parking@demo.example"


def test_a_domain_that_only_looks_alike_is_spelt_out() -> None:
    cyrillic_e = rules.normalise_email("aisyah@d\u0435mo.example")

    assert cyrillic_e != EMAIL
    assert cyrillic_e.isascii()
    assert "@xn--" in cyrillic_e


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "aisyah",
        "aisyah@demo",
        "aisyah@localhost",
        "@demo.example",
        "aisyah@@demo.example",
        "a..b@demo.example",
        "aisyah @demo.example",
        "Aisyah <aisyah@demo.example>",
        "aisyah@[127.0.0.1]",
        "aisyah@demo.example\nBcc: all@demo.example",
        "\u0430isyah@demo.example",  # a Cyrillic letter
        "ai\u017fyah@demo.example",  # a long s, whose capital is S
        "aisyah\x00@demo.example",
        "a" * 65 + "@demo.example",
        "a@" + "b" * 250 + ".example",
        pytest.param("a" * 1_000_000, id="a million letters"),
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(EmailNotUnderstood):
        rules.normalise_email(typed)


@given(text=st.one_of(st.emails(), st.text(max_size=40).map(lambda text: f"{text}@demo.example")))
def test_a_normal_address_is_its_own_normal_form(text: str) -> None:
    try:
        address = rules.normalise_email(text)
    except EmailNotUnderstood:
        assume(False)

    assert rules.normalise_email(address) == address
    assert address.isascii()
    assert address == address.lower()
    assert len(address) <= rules.EMAIL_MAX_LENGTH


@pytest.mark.parametrize(
    "name",
    [
        "Kumar a/l Raju",
        "Ahmad @ Abu bin Ali",
        "\u0b95\u0bc1\u0bae\u0bbe\u0bb0\u0bcd",
        "\u738b\u5c0f\u660e",
        "D'Cruz-Lim",
    ],
)
def test_names_of_the_country_are_names(name: str) -> None:
    assert rules.normalise_name(name) == name


def test_a_name_loses_needless_white_space() -> None:
    assert rules.normalise_name("  Nur \t Aisyah\n") == "Nur Aisyah"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "1234",
        "\u200d",
        "a" * 81,
        "Win RM 500 at http://bad.example",
        "See www.bad.example",
        "A\x00b",
        "A\u202eb",
    ],
)
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(NameNotUnderstood):
        rules.normalise_name(name)


@pytest.mark.parametrize(
    "password",
    [
        "four quiet words",
        "\u79c1\u306e\u30d1\u30b9\u30ef\u30fc\u30c9\u306f\u9577\u3044",
        "abcdefghiz",
        "x y" * 40,
    ],
)
def test_a_long_password_needs_nothing_else(password: str) -> None:
    rules.check_password(password, EMAIL)


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("", PasswordTooShort),
        ("ninechars", PasswordTooShort),
        ("q" * 127 + "ab", PasswordTooLong),
        ("\ufdfa" * 10, PasswordTooLong),  # one sign that stands for eighteen letters
        ("Password123", PasswordTooCommon),
        ("QWERTYUIOP", PasswordTooCommon),
        ("malaysia123", PasswordTooCommon),
        ("zzzzzzzzzzzz", PasswordTooCommon),
        ("\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44\uff11\uff12\uff13", PasswordTooCommon),
        ("Aisyah@demo.example", PasswordIsEmail),
        (" aisyah@DEMO.example ", PasswordIsEmail),
    ],
)
def test_a_password_that_anybody_would_try_is_refused(password: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        rules.check_password(password, EMAIL)


def test_the_common_passwords_would_pass_if_they_were_not_common() -> None:
    words = rules.common_passwords()

    assert len(words) > 80
    assert [word for word in words if len(word) < rules.PASSWORD_MIN_LENGTH or word != word.lower()] == []


def test_a_language_is_one_there_are_sentences_in() -> None:
    assert rules.check_language("ms") == "ms"
    for code in ("xx", "", "EN", "../en"):
        with pytest.raises(UnknownLanguage):
            rules.check_language(code)


def test_what_is_said_of_a_vehicle_may_be_empty_but_not_long_or_invisible() -> None:
    assert rules.normalise_vehicle_detail("make", "  Perodua ") == "Perodua"
    assert rules.normalise_vehicle_detail("colour", "") == ""
    for field, text in (("make", "x" * 41), ("colour", "x" * 25), ("model", "My\u0000vi")):
        with pytest.raises(VehicleDetailNotUnderstood) as refusal:
            rules.normalise_vehicle_detail(field, text)
        assert refusal.value.extras == {"field": field}
