"""A kept session as JSON: the result JSON of the count that it shows, with what is kept beside it."""

from __future__ import annotations

import json
from typing import Any

from fitcount.kept import KeptSession, KeptSet
from fitcount.sessions.plain import plain
from fitcount.sessions.result_json import DECIMALS, to_dict


def session_to_json(session: KeptSession) -> str:
    """One JSON object, indented: all of the result JSON, and `id`, `note` and the like, as `sessions list` has them.

    Each set has also its `number`, `title`, `definition_hash`, `standard`, `note` and `weight_kg`.
    Each of `interventions` is what somebody did by hand while it was counted.
    """
    fields = to_dict(session.result)
    sets = [{**counted, **_own(each)} for counted, each in zip(fields["sets"], session.sets, strict=True)]
    kept = {
        "id": session.id,
        "uid": session.uid,
        "started_at": session.started_at.isoformat(timespec="seconds"),
        "state": session.state,
        "person": session.person,
        "recounts": len(session.earlier),
        "note": session.note,
        "interventions": plain(session.interventions, DECIMALS),
    }
    return json.dumps({**fields, "sets": sets, **kept}, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _own(each: KeptSet) -> dict[str, Any]:
    names = ("number", "title", "definition_hash", "standard", "note", "weight_kg")
    return {name: getattr(each, name) for name in names}
