"""What each role may do: a table to read, and rules that hold for any set of roles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.accounts.permissions import PERMISSIONS, Grant, Permission, Role, Standing

_grants = st.lists(
    st.builds(Grant, st.sampled_from(Role), st.none() | st.integers(1, 3)), max_size=4, unique=True
)


def test_an_attendant_sees_and_runs_the_gate_and_touches_no_money() -> None:
    assert PERMISSIONS[Role.ATTENDANT] == {
        Permission.SEE_FLOORS,
        Permission.RUN_GATE,
        Permission.CLOSE_SPOTS,
        Permission.SEE_BOOKINGS,
    }


def test_what_only_an_owner_may() -> None:
    assert PERMISSIONS[Role.OWNER] - PERMISSIONS[Role.OPERATOR] == {
        Permission.APPROVE_MONEY,
        Permission.MANAGE_STAFF,
        Permission.MANAGE_PEOPLE,
        Permission.MANAGE_PROGRAMS,
    }


@given(_grants, st.sampled_from(Permission), st.integers(1, 3))
def test_what_is_allowed_everywhere_is_allowed_on_each_lot(
    grants: list[Grant], permission: Permission, lot_id: int
) -> None:
    standing = Standing(1, tuple(grants))

    if standing.may(permission, None):
        assert standing.may(permission, lot_id)
    if standing.may(permission, lot_id):
        assert any(
            permission in PERMISSIONS[grant.role] and grant.lot_id in (None, lot_id) for grant in grants
        )


@given(_grants)
def test_a_role_of_one_lot_opens_no_other(grants: list[Grant]) -> None:
    standing = Standing(1, tuple(grant for grant in grants if grant.lot_id == 1))

    assert standing.permissions_on(2) == standing.permissions_on(None) == frozenset()
