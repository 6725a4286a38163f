"""References that cannot be guessed, mistyped or misread (docs/decisions/0001)."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.references import ALPHABET, PREFIX, new_order_id, new_reference, normalise_reference
from app.payments.gateways.ringgitpay import is_order_id

references = st.builds(new_reference)


def test_the_alphabet_has_no_characters_that_look_alike() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 32
    assert not set("01IO") & set(ALPHABET)
    assert ALPHABET.upper() == ALPHABET


def test_a_reference_is_a_prefix_and_seven_characters_of_the_alphabet() -> None:
    for reference in (new_reference() for _ in range(200)):
        assert reference.startswith(PREFIX)
        body = reference.removeprefix(PREFIX)
        assert len(body) == 7
        assert set(body) <= set(ALPHABET)
        assert normalise_reference(reference) == reference


def test_every_character_comes_up_at_every_random_place() -> None:
    drawn = [new_reference().removeprefix(PREFIX)[:6] for _ in range(1500)]

    # A character that never comes up in 1500 draws of 32 has a chance of 1 in 10^18 at each place.
    assert all({body[place] for body in drawn} == set(ALPHABET) for place in range(6))


@settings(max_examples=30)
@given(references)
def test_every_single_wrong_character_is_refused(reference: str) -> None:
    body = reference.removeprefix(PREFIX)
    for place, right in enumerate(body):
        for wrong in ALPHABET.replace(right, ""):
            assert normalise_reference(f"{PREFIX}{body[:place]}{wrong}{body[place + 1 :]}") is None


@settings(max_examples=100)
@given(references)
def test_every_swap_of_two_characters_is_refused(reference: str) -> None:
    body = list(reference.removeprefix(PREFIX))
    for first, second in combinations(range(len(body)), 2):
        swapped = body.copy()
        swapped[first], swapped[second] = swapped[second], swapped[first]
        if swapped != body:
            assert normalise_reference(PREFIX + "".join(swapped)) is None


@given(references, st.booleans(), st.booleans(), st.lists(st.integers(0, 10), max_size=4))
def test_case_spaces_hyphens_and_a_missing_prefix_are_forgiven(
    reference: str, is_lower: bool, has_prefix: bool, spaces: list[int]
) -> None:
    typed = reference if has_prefix else reference.removeprefix(PREFIX)
    for place in spaces:
        typed = f"{typed[:place]} {typed[place:]}"

    assert normalise_reference(typed.lower() if is_lower else typed) == reference
    assert normalise_reference(typed.replace("-", "")) == reference


@given(references, st.sampled_from("01IO!ÄßK\u0130"), st.integers(0, 6))
def test_a_character_outside_the_alphabet_is_refused(reference: str, wrong: str, place: int) -> None:
    body = reference.removeprefix(PREFIX)
    typed = f"{PREFIX}{body[:place]}{wrong}{body[place + 1 :]}"

    assert normalise_reference(typed) in {None, reference}
    assert wrong in ALPHABET or normalise_reference(typed) is None


@given(st.text(max_size=30))
def test_any_text_is_a_reference_in_its_one_form_or_none(text: str) -> None:
    found = normalise_reference(text)

    assert found is None or normalise_reference(found) == found


@given(references, st.sampled_from(ALPHABET))
def test_a_reference_too_long_or_too_short_is_refused(reference: str, more: str) -> None:
    assert normalise_reference(reference + more) is None
    assert normalise_reference(reference[:-1]) is None
    assert normalise_reference("") is None


def test_a_body_that_begins_with_pk_is_not_taken_for_the_prefix() -> None:
    found = next(body for body in _all_bodies_with_pk() if normalise_reference(PREFIX + body))

    assert normalise_reference(found) == PREFIX + found


def test_order_ids_are_what_the_gateway_takes_and_never_repeat() -> None:
    ids = [new_order_id() for _ in range(2000)]

    assert len(set(ids)) == len(ids)
    assert all(is_order_id(order_id) and len(order_id) == 18 for order_id in ids)


def _all_bodies_with_pk() -> list[str]:
    return [f"PK2345{check}" for check in ALPHABET] + [
        f"PK678{last}{check}" for last in ALPHABET for check in ALPHABET
    ]
