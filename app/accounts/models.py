"""People, their roles, sessions, mailed tokens and vehicles."""

from __future__ import annotations

from datetime import datetime

from tortoise import Model, fields

from app.core.fields import UtcField


class Person(Model):
    """Somebody with an account. `email` is kept in lower case.

    Who is blocked holds no spots. Of who was erased an empty row is left, for the books. Programs that they
    let act for them until `programs_out_at` may no longer: the password was changed, or they were blocked.
    """

    id = fields.BigIntField(primary_key=True)
    email = fields.CharField(max_length=254, unique=True)
    name = fields.CharField(max_length=80)
    password_hash = fields.CharField(max_length=200)
    language = fields.CharField(max_length=8, default="en")
    email_verified_at: datetime | None = UtcField(null=True)
    created_at = UtcField()
    blocked_at: datetime | None = UtcField(null=True)
    blocked_by = fields.CharField(max_length=40, null=True)
    block_reason = fields.CharField(max_length=200, null=True)
    erased_at: datetime | None = UtcField(null=True)
    programs_out_at: datetime | None = UtcField(null=True)

    class Meta:
        table = "person"


class RoleGrant(Model):
    """A role, for one lot or (without a lot) for all of them. Given by staff or the command line only."""

    id = fields.BigIntField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("models.Person", related_name="roles")
    person_id: int
    role = fields.CharField(max_length=16)
    lot: fields.ForeignKeyNullableRelation[Model] = fields.ForeignKeyField(
        "models.Lot", related_name="staff", null=True
    )
    lot_id: int | None
    granted_at = UtcField()

    class Meta:
        table = "role_grant"
        unique_together = (("person_id", "role", "lot_id"),)


class Session(Model):
    """One signed-in browser. The cookie holds the secret, the table holds only its digest."""

    id = fields.BigIntField(primary_key=True)
    token_digest = fields.CharField(max_length=64, unique=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="sessions"
    )
    person_id: int
    created_at = UtcField()
    expires_at = UtcField()
    revoked_at: datetime | None = UtcField(null=True)

    class Meta:
        table = "session"


class OutsideIdentity(Model):
    """A person as an outside OpenID provider knows them, who may sign in there instead of by password."""

    id = fields.BigIntField(primary_key=True)
    # The issuer and its name for the person, digested: together longer than an index may be.
    digest = fields.CharField(max_length=64, unique=True)
    issuer = fields.CharField(max_length=255)
    subject = fields.CharField(max_length=255)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="outside_identities"
    )
    person_id: int
    linked_at = UtcField()

    class Meta:
        table = "outside_identity"


class EmailToken(Model):
    """A single-use link that was mailed: `purpose` is `verify_email` or `reset_password`.

    The token in the link is derived from `nonce` and the server's secret (`tokens.raw_token`) when the mail
    is rendered; the table holds only its digest.
    """

    id = fields.BigIntField(primary_key=True)
    nonce = fields.CharField(max_length=32)
    token_digest = fields.CharField(max_length=64, unique=True)
    purpose = fields.CharField(max_length=20)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="email_tokens"
    )
    person_id: int
    created_at = UtcField()
    expires_at = UtcField()
    used_at: datetime | None = UtcField(null=True)

    class Meta:
        table = "email_token"
        indexes = (("person_id", "purpose", "created_at"),)


class FirstRunLink(Model):
    """A single-use link by which the first owner's account is opened. The table holds only its digest."""

    id = fields.BigIntField(primary_key=True)
    token_digest = fields.CharField(max_length=64, unique=True)
    created_at = UtcField()
    expires_at = UtcField()
    used_at: datetime | None = UtcField(null=True)

    class Meta:
        table = "first_run_link"


class Vehicle(Model):
    """A person's vehicle. `plate_number` is in its normal form (`rules.normalise_plate`)."""

    id = fields.BigIntField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="vehicles"
    )
    person_id: int
    # Set on the default one only; unique, so a person has at most one default.
    default_for: fields.OneToOneNullableRelation[Person] = fields.OneToOneField(
        "models.Person", related_name="default_vehicle", null=True
    )
    default_for_id: int | None
    plate_number = fields.CharField(max_length=16)
    make = fields.CharField(max_length=40, default="")
    model = fields.CharField(max_length=40, default="")
    colour = fields.CharField(max_length=24, default="")
    created_at = UtcField()

    class Meta:
        table = "vehicle"
        unique_together = (("person_id", "plate_number"),)
