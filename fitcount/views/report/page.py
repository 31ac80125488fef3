"""The page of a report: one file that needs nothing else."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

import jinja2

from fitcount.views.report.charts import CARD, COUNTED, INK, REJECTED, RULE
from fitcount.views.report.story import Story

_FOLDER = files("fitcount.views.report")

_TEXTS = {INK: "ink", COUNTED: "good", REJECTED: "bad"}
_AREAS = {INK: "ink"}
_LINES = {INK: "ink", RULE: "rule", CARD: "card"}
"""Colours in the plots, and the style sheet's own that take their place."""


def page(story: Story) -> str:
    """The report as HTML.

    Every text is escaped. The page's policy allows no request and no script but the two in the file, named by their
    SHA-256: nothing that a name or a note might contain is ever run.
    """
    scripts = [_read("echarts/echarts.common.min.js"), _read("page.js")]
    return _template().render(
        story=story,
        scripts=scripts,
        hashes=[_hash(script) for script in scripts],
        style=_read("page.css"),
        replaced={"texts": _TEXTS, "areas": _AREAS, "lines": _LINES},
    )


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("fitcount.views.report", "."),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")


def _read(name: str) -> str:
    return _FOLDER.joinpath(name).read_text(encoding="utf-8")


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
