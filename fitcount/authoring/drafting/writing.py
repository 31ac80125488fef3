"""Write a draft as the file that a person would have written: readable, with a reason beside each number."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from fitcount.authoring.drafting.draft import AnyDraft, Draft, HeldDraft, VariantDraft, settings_of
from fitcount.reps.definition import FORMAT

WIDTH = 118
"""Of a line."""
SPECIAL = set("{}[],:#'\"")
"""A text with one of these goes in quotes: in {braces} they mean something."""


def to_yaml(draft: AnyDraft) -> str:
    """The content of the draft's file."""
    if isinstance(draft, HeldDraft):
        lines = _held_lines(draft)
    elif isinstance(draft, VariantDraft):
        lines = _variant_lines(draft)
    else:
        lines = _lines(draft)
    return "\n".join(lines) + "\n"


def _head(draft: HeldDraft | VariantDraft) -> Iterator[str]:
    yield from _plain({"format": FORMAT, "name": draft.name, "title": draft.title, "about": draft.about})


def _variant_lines(draft: VariantDraft) -> Iterator[str]:
    yield from _remark(f"As {draft.base}, but for what stands here.")
    yield from _head(draft)
    yield f"extends: {draft.base}"
    if draft.standard:
        yield ""
        yield from _remark("How far a movement must go to count.")
    if draft.deep is not None:
        yield "standards:"
        yield f"  {draft.standard}: {_flow({'limit': draft.deep.limit, 'reason': draft.deep.reason})}"
    if draft.standard:
        yield f"default_standard: {draft.standard}"
    if draft.min_s is not None:
        yield ""
        yield "hold:"
        yield f"  min_s: {draft.min_s:g}  # a shorter time without a break is a try"


def _held_lines(draft: HeldDraft) -> Iterator[str]:
    yield from _remark(
        "From the answers to 'fitcount exercises new': nobody has been counted by it yet.\n"
        "Try it on a clip, then change what does not fit."
    )
    yield from _head(draft)
    yield ""
    yield "hold:"
    yield f"  metric: {draft.metric}  # must be measured; the other conditions speak only where they can be"
    yield f"  min_s: {draft.min_s:g}  # a shorter time without a break is a try"
    yield f"  max_break_s: {draft.max_break_s:g}  # a longer break ends the hold; no break is counted as held"
    yield ""
    yield "  # enter: in the position; leave: out of it again. The larger enter must be exceeded, the smaller one not."
    yield "  position:"
    for part in draft.parts:
        over = {} if part.change_over_s is None else {"change_over_s": part.change_over_s}
        item = {"code": part.code, "metric": part.metric, **over, "enter": part.enter, "leave": part.leave}
        yield f"    - {_flow({**item, 'say': part.say})}"


def _lines(draft: Draft) -> Iterator[str]:
    settings = settings_of(draft)
    yield from _remark(draft.remarks.get("", ""))
    yield from _plain(settings, "format", "name", "title", "about")
    yield from _section(
        draft, "metric", "The metric that drives the count, and its usual ends until a person's own are known."
    )
    yield from _plain(settings, "metric", "sides", "usual")
    yield from _section(draft, "phases", "enter, leave: shares of the way from the start (0) to the peak (1).")
    yield "phases:"
    for name, phase in settings["phases"].items():
        yield f"  {name}: {_flow(phase)}"
    yield from _section(draft, "movement", "What is a movement at all, deep enough or not.")
    yield "movement:"
    yield from _beside(settings["movement"], draft.remarks)
    if draft.needs:
        yield from _section(draft, "posture", "Otherwise it is something else.")
        yield "posture:"
        for need, item in zip(draft.needs, settings["posture"], strict=True):
            yield from (f"  {line}" for line in _remark(need.why))
            yield f"  - {_flow(item)}"
    yield from _section(draft, "standards", "How far a movement must go to count.")
    yield "standards:"
    for name, standard in settings["standards"].items():
        yield f"  {name}: {_flow(standard)}"
    yield from _plain(settings, "default_standard")
    yield from _section(draft, "form", "What to do better, though the rep counts.")
    yield "form:"
    for rule in settings["form"]:
        yield f"  - {_flow(rule)}"
    if draft.looks is not None:
        yield from _section(draft, "looks", "How it looks: by this -e auto tells it from other exercises.")
        yield "looks:"
        yield from _plain(settings["looks"], "takes_s", indent="  ")
        for end in ("start", "peak"):
            yield from _wrapped(f"{end}: {_flow(settings['looks'][end])}")
    if "free_gestures" in settings:
        yield from _section(draft, "free_gestures", "To start and stop without the keyboard: no part of the exercise.")
        yield from _plain(settings, "free_gestures")
    if "cases" in settings:
        yield from _section(draft, "cases", "What 'fitcount exercises test' counts.")
        yield "cases:"
        for case in settings["cases"]:
            yield from _wrapped(f"- {_flow(case)}")


def _section(draft: Draft, key: str, what: str) -> Iterator[str]:
    """A blank line, what the next keys are, and what is to say about them."""
    yield ""
    yield from _remark(what)
    yield from _remark(draft.remarks.get(key, ""))


def _remark(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield from textwrap.wrap(line, WIDTH, initial_indent="# ", subsequent_indent="# ", break_long_words=False)


def _plain(settings: Mapping[str, Any], *keys: str, indent: str = "") -> Iterator[str]:
    """A key a line; of all keys if none are named."""
    for key in keys or settings:
        if key in settings:
            yield f"{indent}{key}: {_flow(settings[key])}"


def _beside(settings: Mapping[str, Any], remarks: Mapping[str, str]) -> Iterator[str]:
    """A key a line, each with its remark beside it."""
    lines = {key: f"  {key}: {_flow(value)}" for key, value in settings.items()}
    width = max(len(line) for line in lines.values())
    for key, line in lines.items():
        yield f"{line:{width}}  # {remarks[key]}" if key in remarks else line


def _wrapped(line: str) -> Iterator[str]:
    yield from textwrap.wrap(line, WIDTH, subsequent_indent="    ", break_long_words=False, initial_indent="  ")


def _flow(value: Any) -> str:
    """A value in one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(each) for each in value) + "]"
    return _text(value) if isinstance(value, str) else f"{value:g}"


def _text(text: str) -> str:
    """A text in quotes if it would not be read as the same text without."""
    return text if _is_plain(text) else json.dumps(text, ensure_ascii=False)


def _is_plain(text: str) -> bool:
    if SPECIAL & set(text) or not text.isprintable():
        return False
    try:
        read: object = YAML(typ="safe", pure=True).load(StringIO(f"{{key: {text}}}"))
    except YAMLError:
        return False
    return read == {"key": text}
