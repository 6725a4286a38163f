"""Where more time was asked for: who asked in a chat is told there when it lapses."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0006_telegram")]

    initial = False

    operations = [
        ops.AddField(
            model_name="Extension",
            name="channel",
            field=fields.CharField(default="web", max_length=12),
        ),
    ]
