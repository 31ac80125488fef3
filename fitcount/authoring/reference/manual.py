"""The manual of exercise files: what its template cannot know comes from the schema, the metrics and the program."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rich.console import Console

from fitcount.authoring.reference.json_schema import Schema, complete_schemas
from fitcount.reps.conditions import GRAMMAR, MAX_DEPTH, MAX_LENGTH, MAX_PARTS
from fitcount.reps.definition import LEG_METRICS, Held
from fitcount.reps.inheritance import MAX_BASES
from fitcount.reps.metrics import METRICS, Metric, unit_of
from fitcount.reps.reading import read_content, summary
from fitcount.reps.view import VIEWS
from fitcount.reps.yaml_file import MAX_BYTES
from fitcount.reps.yaml_file import MAX_DEPTH as MAX_NESTED
from fitcount.views.problems import CheckedFile, checked_files

FILE = "README.md"
WIDTH = 80
"""Of the example's output."""
_HERE = Path(__file__).parent
TEMPLATE, EXAMPLE = _HERE / "manual.md", _HERE / "example.yaml"
EXAMPLE_NAME = "chair_dip.yaml"
SLIPS: Mapping[str, str] = {
    "metric: elbow_deg\n": "metirc: elbow_deg\n",
    "min_share: 0.4": "min_share: 40%",
    "when: to_peak_s < 0.5": "when: to_peak < 0.5",
}
"""What the example's writer got wrong at first."""
UNITS: Mapping[str, str] = {"deg": "°", "m": "m", "ratio": "ratio"}


def manual() -> str:
    """The whole of it."""
    example = EXAMPLE.read_text("utf-8")
    wrong = example
    for right, slip in SLIPS.items():
        wrong = wrong.replace(right, slip)
    text = TEMPLATE.read_text("utf-8")
    for name, value in {
        "example": example,
        "checked": _indented(_checked(wrong)),
        "fine": _indented(_checked(example)),
        "bases": str(MAX_BASES),
        "keys": _keys(),
        "length": str(MAX_LENGTH),
        "parts": str(MAX_PARTS),
        "depth": str(MAX_DEPTH),
        "grammar": f"{GRAMMAR.strip()}\n",
        "metrics": _metrics(),
        "legs": ", ".join(f"`{beginning}`" for beginning in LEG_METRICS),
        "bytes": f"{MAX_BYTES:,}".replace(",", " "),
        "nested": str(MAX_NESTED),
    }.items():
        text = text.replace(f"@{name}@", value)
    return text


def _checked(content: str) -> str:
    """What `fitcount exercises check` prints of a file of this content."""
    path = Path(EXAMPLE_NAME)
    reading = read_content(path, content.encode())
    said = "" if reading.exercise is None else summary(reading.exercise)
    printed = io.StringIO()
    Console(file=printed, width=WIDTH).print(checked_files([CheckedFile(path.name, reading.problems, said)]))
    return printed.getvalue()


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.rstrip().splitlines())


def _keys() -> str:
    repeated, held = complete_schemas()
    every = {key: value for key, value in held["properties"].items() if key in repeated["properties"]}
    kinds = (
        ("Every exercise", "", _part(held, every)),
        ("An exercise that is repeated", "", _part(repeated, _others(repeated, every))),
        ("An exercise that is held", f"{Held.__doc__} It has a `hold` instead.", _part(held, _others(held, every))),
    )
    return "\n".join(line for title, said, schema in kinds for line in _section(f"### {title}", said, schema))


def _others(schema: Schema, every: Mapping[str, Schema]) -> dict[str, Schema]:
    return {key: value for key, value in schema["properties"].items() if key not in every}


def _part(schema: Schema, properties: Mapping[str, Schema]) -> Schema:
    return {"properties": properties, "required": schema["required"]}


def _section(title: str, said: str, schema: Schema, path: str = "") -> Iterator[str]:
    """A table of keys, and one for each of them that has keys of its own."""
    yield from (title, "", *([said, ""] if said else []))
    yield "| Key | Meaning | Unit | Default | Limits |"
    yield "|---|---|---|---|---|"
    below: list[tuple[str, Schema]] = []
    for key, value in schema["properties"].items():
        inner_path, inner = _inside(f"{path}{key}", value)
        if inner is not None:
            below.append((inner_path, inner))
        about = _sentence(value.get("description", ""))
        meaning = about if inner is None else f"see `{inner_path}` below"
        if inner is not None and about != _sentence(inner.get("description", "")):
            meaning = f"{about} See `{inner_path}` below."
        default = "*needed*" if key in schema["required"] else _default(value)
        yield f"| `{key}` | {_cell(meaning)} | {_unit(key, value)} | {default} | {_cell(_limits(value))} |"
    yield ""
    for inner_path, inner in below:
        yield from _section(f"#### `{inner_path}`", _sentence(inner.get("description", "")), inner, f"{inner_path}.")


def _inside(path: str, value: Schema) -> tuple[str, Schema | None]:
    """Where the keys below a key are, and their schema; None where it has none of its own."""
    if value.get("type") == "array" and isinstance(value.get("items"), dict) and "properties" in value["items"]:
        return f"{path}[]", {"required": [], **value["items"]}
    if isinstance(value.get("additionalProperties"), dict):
        return f"{path}.NAME", {"required": [], **value["additionalProperties"]}
    if "properties" in value and "additionalProperties" in value and not _is_of_metrics(value):
        return path, {"required": [], **value}
    return path, None


def _is_of_metrics(value: Schema) -> bool:
    return set(value.get("properties", ())) == set(METRICS)


def _default(value: Schema) -> str:
    if value.get("default") in (None, [], {}):
        return ""
    default = value["default"]
    if isinstance(default, list):
        return f"`[{', '.join(default)}]`"
    return f"`{default:g}`" if isinstance(default, float) else f"`{str(default).lower()}`"


def _unit(key: str, value: Schema) -> str:
    if value.get("type") != "number":
        return ""
    if key.endswith("_s"):
        return "s"
    return "share" if value.get("maximum") == 1.2 else "the metric's"


def _limits(value: Schema) -> str:
    """What else is asked of a value, in words."""
    said = ""
    match value:
        case {"const": only}:
            said = str(only)
        case {"enum": words}:
            said = "a metric" if words == [*METRICS] else _listed(words)
        case {"items": {"enum": words}}:
            said = f"list of {_listed(words)}"
        case {"type": "boolean"}:
            said = "`true`, `false`"
        case {"type": "number" | "integer"}:
            said = _between(value)
        case {"type": "string", "maxLength": longest}:
            said = f"{'small letters, digits, _; ' if 'pattern' in value else ''}{longest} letters"
    return "metric: number, or metric: [number, deviation]" if _is_of_metrics(value) else said


def _between(value: Schema) -> str:
    low, above, high = value.get("minimum"), value.get("exclusiveMinimum"), value.get("maximum")
    least = f"{low:g}" if low is not None else f"more than {above:g}" if above is not None else ""
    if high is None:
        return least if above is not None or not least else f"{least} or more"
    return f"{least} to {high:g}" if least else f"up to {high:g}"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _sentence(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _metrics() -> str:
    rows = ["| Metric | Meaning | Unit | Range | Error | Trembles | Seen from |", "|---|---|---|---|---|---|---|"]
    for name, metric in METRICS.items():
        if "_left_" not in name and "_right_" not in name:
            error = (f"{metric.noise:g}", f"{metric.tremor:g}")
            cells = (metric.about, UNITS[unit_of(name)], _range(metric), *error, _seen(metric))
            rows.append(f"| `{name}` | {' | '.join(cells)} |")
    return "\n".join(rows)


def _range(metric: Metric) -> str:
    if math.isinf(metric.low):
        return "only changes mean something"
    return f"{metric.low:g} to {metric.high:g}"


def _seen(metric: Metric) -> str:
    return "anywhere" if metric.views == VIEWS else ", ".join(metric.views)
