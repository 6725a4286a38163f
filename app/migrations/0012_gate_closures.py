"""A closure knows how many bookings it moved, and how many got their money back."""

from tortoise import fields, migrations

from app.core.database.operations import AddColumn


class Migration(migrations.Migration):
    dependencies = [("models", "0011_plans")]

    initial = False

    operations = [
        AddColumn(model_name="Closure", name="displaced", field=fields.IntField(default=0, db_default=0)),
        AddColumn(model_name="Closure", name="moved", field=fields.IntField(default=0, db_default=0)),
    ]
