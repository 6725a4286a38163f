"""What the tables were at each step of the migrations, made into models only when a step asks for one.

Tortoise makes all models anew, several times for each operation, which took most of a migration's time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tortoise.fields.relational import ForeignKeyFieldInstance, ManyToManyFieldInstance
from tortoise.migrations.schema_generator.state import ModelState, State
from tortoise.migrations.schema_generator.state_apps import StateApps
from tortoise.models import Model

_Models = dict[tuple[str, str], ModelState]


class LazyState(State):
    """The models after some operations. Whatever changes them forgets what was made of them."""

    def __init__(self, models: _Models, default_connections: dict[str, str]) -> None:
        super().__init__(models, _LazyApps(models, default_connections))
        self._default_connections = default_connections

    def reload_model(self, app_label: str, model_name: str) -> None:
        if (app_label, model_name) not in self.models:
            raise LookupError(f"Model state {app_label}.{model_name} is unknown")
        self._forget()

    def reload_models(self, model_tuples: Iterable[tuple[str, str]]) -> None:
        self._forget()

    def validate_relations_initialized(self) -> None:
        for (_, name), state in self.models.items():
            if lost := [target for target in _targets(state) if target not in self.models]:
                raise RuntimeError(f"{name} belongs to what no migration made: {lost}")

    def clone(self) -> LazyState:
        return LazyState(
            {key: model.clone() for key, model in self.models.items()}, self._default_connections
        )

    def _forget(self) -> None:
        self.apps = _LazyApps(self.models, self._default_connections)


class _LazyApps(StateApps):
    """Makes a model when it is asked for, with those that its foreign keys lead to."""

    def __init__(self, models: _Models, default_connections: dict[str, str]) -> None:
        super().__init__(default_connections=default_connections)
        self._models = models

    def get_model(self, app_label: str, model_name: str | None = None) -> type[Model]:
        key = self.split_reference(app_label) if model_name is None else (app_label, model_name)
        missing, seen = [key], set[tuple[str, str]]()
        while missing:
            wanted = missing.pop()
            if wanted in seen or wanted[1] in self.apps.get(wanted[0], {}):
                continue
            seen.add(wanted)
            state = self._models[wanted]
            self.register_model(wanted[0], state.render(self))
            missing.extend(target for target in _targets(state) if target in self._models)
        self._init_relations()
        return super().get_model(*key)

    def _build_initial_querysets(self) -> None:
        """No migration asks a model for rows."""


def _targets(state: ModelState) -> Iterator[tuple[str, str]]:
    """The models to which the relations of this one lead."""
    for field in state.fields.values():
        if isinstance(field, ForeignKeyFieldInstance | ManyToManyFieldInstance):
            app_label, _, name = str(field.model_name).partition(".")
            yield app_label, name
