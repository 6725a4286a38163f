"""Operations of migrations that the stock ones get wrong."""

from __future__ import annotations

from tortoise.migrations import operations as ops
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import State


class AddColumn(ops.AddField):
    """A field that may be null. Taken back on SQLite by dropping its column: the stock way rebuilds the
    table, loses its indexes, and keeps the column of a relation."""

    async def database_backward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        if state_editor is None or state_editor.client.capabilities.dialect != "sqlite":
            await super().database_backward(app_label, old_state, new_state, state_editor)
            return
        table = old_state.apps.get_model(f"{app_label}.{self.model_name}")._meta.db_table
        await state_editor.client.execute_query(f'ALTER TABLE "{table}" DROP COLUMN "{self._column}"')

    @property
    def _column(self) -> str:
        return getattr(self.field, "source_field", None) or self.name


class KnowMoreValues(ops.AlterField):
    """An enum has more values: they are known to the program alone, and the column stays as it is.

    The stock way rebuilds the table on SQLite, and loses its indexes.
    """

    async def database_forward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        """Nothing."""

    async def database_backward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        """Nothing."""
