"""A mail's subject, HTML and plain text, from its template and the sentences of its language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial

import css_inline

from app.core.i18n import closest_language, translate
from app.core.plain_text import one_line
from app.core.templates import TEMPLATES, template_environment
from app.notifications.models import MessageKind


@dataclass(frozen=True, slots=True)
class Rendered:
    subject: str
    html: str
    text: str


def render_mail(
    kind: MessageKind, language: str, values: Mapping[str, object], **subject: object
) -> Rendered:
    """Fills the template of `kind` with `values`, and its subject with `subject`.

    In a template, `t` is any sentence and `m` one of the mail's own. Raises KeyError for a missing sentence
    and jinja2.UndefinedError for a missing value.
    """
    spoken = closest_language(language)
    title = one_line(translate(f"mail.{kind}.subject", spoken, **subject))
    given = {
        **values,
        "language": spoken,
        "subject": title,
        "t": partial(_sentence, spoken),
        "m": partial(_own_sentence, spoken, kind),
    }
    templates = template_environment()
    html = templates.get_template(f"email/{kind}.html").render(given)
    text = templates.get_template(f"email/{kind}.txt").render(given)
    return Rendered(title, _inliner().inline(html), _tidy(text))


def _sentence(language: str, key: str, **params: object) -> str:
    return translate(key, language, **params)


def _own_sentence(language: str, kind: MessageKind, key: str, **params: object) -> str:
    return translate(f"mail.{kind}.{key}", language, **params)


def _tidy(text: str) -> str:
    """Never more than one empty line in a row: what the template left out leaves no hole."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        if line.strip() or (lines and lines[-1]):
            lines.append(line if line == "-- " else line.rstrip())
    return "\n".join(lines) + "\n"


@cache
def _inliner() -> css_inline.CSSInliner:
    style = (TEMPLATES / "email" / "mail.css").read_text(encoding="utf-8")
    return css_inline.CSSInliner(extra_css=style, load_remote_stylesheets=False)
