"""Programs, and what people allowed them."""

from __future__ import annotations

from datetime import datetime

from tortoise import Model, fields

from app.accounts.models import Person
from app.core.fields import UtcField
from app.lots.models import Lot
from app.programs.scopes import ProgramKind, Scope, in_order

NAME_MAX_LENGTH = 80
CLIENT_ID_MAX_LENGTH = 32


class Program(Model):
    """A client of OAuth 2, for one lot or (without a lot) for all of them.

    `direction` of a plate reader: `in` or `out`; None when it sees both. Of the secret the table holds the
    digest. Access tokens carry `generation`: raised, it ends all that were given out.
    """

    id = fields.BigIntField(primary_key=True)
    client_id = fields.CharField(max_length=CLIENT_ID_MAX_LENGTH, unique=True)
    kind = fields.CharEnumField(ProgramKind, max_length=8)
    name = fields.CharField(max_length=NAME_MAX_LENGTH)
    lot: fields.ForeignKeyNullableRelation[Lot] = fields.ForeignKeyField(
        "models.Lot", related_name="programs", null=True, on_delete=fields.RESTRICT
    )
    lot_id: int | None
    direction = fields.CharField(max_length=3, null=True)
    scopes: list[str] = fields.JSONField()
    redirect_uris: list[str] = fields.JSONField()
    secret_digest = fields.CharField(max_length=64, null=True)
    generation = fields.IntField(default=1)
    created_at = UtcField()
    created_by = fields.CharField(max_length=40)
    disabled_at: datetime | None = UtcField(null=True)
    last_used_at: datetime | None = UtcField(null=True)

    class Meta:
        table = "program"
        indexes = (("lot_id", "kind"),)

    @property
    def allowed(self) -> list[Scope]:
        return in_order(self.scopes)


class ProgramGrant(Model):
    """What a person allowed an app, and the one living refresh token that goes with it.

    The token is derived (`tokens.refresh_token`) from `handle` and `sequence`, which counts how often it was
    changed. `scope`: as in tokens, with spaces.
    """

    id = fields.BigIntField(primary_key=True)
    handle = fields.CharField(max_length=32, unique=True)
    program: fields.ForeignKeyRelation[Program] = fields.ForeignKeyField(
        "models.Program", related_name="grants"
    )
    program_id: int
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="programs"
    )
    person_id: int
    scope = fields.CharField(max_length=200)
    sequence = fields.IntField(default=1)
    created_at = UtcField()
    rotated_at = UtcField()
    expires_at = UtcField()
    revoked_at: datetime | None = UtcField(null=True)

    class Meta:
        table = "program_grant"
        indexes = (("person_id", "program_id"), ("expires_at",))


class AuthorizationCode(Model):
    """A single-use code by which an app fetches its first tokens. The table holds its digest.

    `code_challenge`: the digest of the secret that the app made for this one try (PKCE, S256).
    """

    id = fields.BigIntField(primary_key=True)
    code_digest = fields.CharField(max_length=64, unique=True)
    program: fields.ForeignKeyRelation[Program] = fields.ForeignKeyField(
        "models.Program", related_name="codes"
    )
    program_id: int
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="program_codes"
    )
    person_id: int
    redirect_uri = fields.CharField(max_length=400)
    scope = fields.CharField(max_length=200)
    code_challenge = fields.CharField(max_length=43)
    created_at = UtcField()
    expires_at = UtcField()
    used_at: datetime | None = UtcField(null=True)
    grant: fields.ForeignKeyNullableRelation[ProgramGrant] = fields.ForeignKeyField(
        "models.ProgramGrant", related_name="codes", null=True
    )
    grant_id: int | None

    class Meta:
        table = "authorization_code"
        indexes = (("expires_at",),)
