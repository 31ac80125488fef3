"""Sessions as a JSON document: all that is kept of them, in the form in which another store takes them in.

    {"fitcount_sessions": 1,                  version of the form
     "sessions": [
       {"uid": "32 hexadecimal digits",       the same in every store
        "started_at": "2026-03-01T18:00:00+01:00",
        "source": {...}, "model": "full",
        "state": "finished",                  or "running", "cut off": what was counted until then
        "counts": [...],                      the last is what the session shows, those before were replaced by it
        "person": null, "note": "",
        "interventions": [...],               what was done by hand while it was counted
        "trace": null}]}                      or the trace file in base64

Each count has its `sets`, each set its `reps`, `rejected`, `breaks` and `corrections`: the fields of `fitcount.kept` by
their names. null: not measured, or nobody has said. The version is raised when a field changes its meaning or goes;
what a later fitcount adds, an older one leaves out.
"""

from __future__ import annotations

import binascii
import json
import math
import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fitcount.kept import KeptCount, KeptSession, KeptSet
from fitcount.sessions.plain import plain, typed
from fitcount.types import Rep

VERSION = 1
_KEY = "fitcount_sessions"
_UID = re.compile("[0-9a-f]{32}")


class NewerError(ValueError):
    """A document of a version that only a newer fitcount knows; its text is that version."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A session on its way from one store to another, or to another program."""

    session: KeptSession
    """Its id is the store's own affair: 0 when it was read."""
    trace: bytes | None = None
    """Content of its trace file; None if it is left out."""


def to_json(sessions: Sequence[Exported]) -> bytes:
    """The document, indented."""
    return (json.dumps(to_dict(sessions), indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()


def to_dict(sessions: Sequence[Exported]) -> dict[str, Any]:
    """The document as dicts, lists and numbers."""
    return {_KEY: VERSION, "sessions": [_object(each) for each in sessions]}


def _object(exported: Exported) -> dict[str, Any]:
    fields: dict[str, Any] = plain(exported.session)
    del fields["id"]
    trace = None if exported.trace is None else b64encode(exported.trace).decode()
    return {**fields, "trace": trace}


def from_json(text: bytes) -> list[Exported]:
    """The sessions of a document.

    Raises NewerError if a newer fitcount has written it, any other ValueError if it is none, or damaged.
    """
    try:
        document = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(document, dict) or type(document.get(_KEY)) is not int:
        raise ValueError("no fitcount sessions")
    if document[_KEY] > VERSION:
        raise NewerError(document[_KEY])
    sessions = document.get("sessions")
    if not isinstance(sessions, list):
        raise ValueError("sessions is no list")
    exported = [_exported(each, f"sessions[{index}]") for index, each in enumerate(sessions)]
    if len({each.session.uid for each in exported}) < len(exported):
        raise ValueError("a session stands there twice")
    return exported


def _exported(fields: Any, where: str) -> Exported:
    if not isinstance(fields, dict):
        raise ValueError(f"{where} is no object")
    session = typed(KeptSession, {**fields, "id": 0}, where)
    if not _UID.fullmatch(session.uid):
        raise ValueError(f"{where}.uid is none")
    if not session.counts:
        raise ValueError(f"{where}.counts is empty")
    if any(_takes_back_what_is_not_there(each) for count in session.counts for each in count.sets):
        raise ValueError(f"{where}: a repetition was taken back that is not there")
    numbered: list[Sequence[KeptCount | KeptSet | Rep]] = [session.counts]
    for count in session.counts:
        numbered += [count.sets, *(each.reps for each in count.sets)]
    if not all(map(_rises, numbered)):
        raise ValueError(f"{where}: counts, sets or reps are not in order")
    return Exported(session, _trace(fields.get("trace"), f"{where}.trace"))


def _takes_back_what_is_not_there(each: KeptSet) -> bool:
    counted, by_hand = {rep.peak_s for rep in each.reps}, 0
    for correction in each.corrections:
        if correction.kind == "add":
            by_hand += 1
        elif math.isnan(correction.peak_s) and by_hand:
            by_hand -= 1
        elif correction.peak_s in counted:
            counted.remove(correction.peak_s)
        else:
            return True
    return False


def _rises(numbered: Sequence[KeptCount | KeptSet | Rep]) -> bool:
    numbers = [each.number for each in numbered]
    return numbers == sorted(set(numbers))


def _trace(text: Any, where: str) -> bytes | None:
    if text is None:
        return None
    if not isinstance(text, str):
        raise ValueError(f"{where} is no text")
    try:
        return b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(f"{where} is damaged") from error
