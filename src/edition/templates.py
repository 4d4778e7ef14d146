"""Filling in the templates that authors may edit, `book/_templates`."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jinja2

from edition.errors import EditionError


def fill_template(
    template: Path, values: Mapping[str, Any], filters: Mapping[str, Callable[..., str]]
) -> str:
    """A template as text. Raises EditionError, naming file and line, for what is wrong in it."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(template.parent),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Markdown is written, no HTML
    )
    environment.filters.update(filters)
    try:
        return environment.get_template(template.name).render(values)
    except jinja2.TemplateNotFound:
        raise EditionError(f"{template}: found no such template; put it back") from None
    except UnicodeDecodeError as error:
        raise EditionError(f"{template} is not UTF-8: {error}") from None
    except jinja2.TemplateSyntaxError as error:
        raise EditionError(f"{template}, line {error.lineno}: {error.message}") from None
    except (jinja2.TemplateError, TypeError, EditionError) as error:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == str(template)]
        raise EditionError(f"{template}, line {lines[-1] if lines else '?'}: {error}") from error
