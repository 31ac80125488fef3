"""Cases that nothing could pass, or that ask for nothing."""

from __future__ import annotations

from pathlib import Path

from fitcount.reps.definition import Case, Exercise, Held, Repeated
from fitcount.reps.soundness.findings import Findings, Found, instead
from fitcount.reps.yaml_file import KeyPath
from fitcount.wording import plural

OF_REPS = ("count", "movements", "left", "right", "rejected", "standard", "peaks_s")
OF_HOLDS = ("held_s", "holds_s")


def unsound_cases(exercise: Exercise, findings: Findings) -> Found:
    """What is unsound about the cases; the files themselves are not opened."""
    yield from _files(exercise, findings)
    for row, case in enumerate(exercise.cases):
        path = ("cases", row)
        if isinstance(exercise, Held):
            yield from _foreign(case, path, OF_REPS, "seconds are held here: write held_s", findings)
        else:
            yield from _foreign(case, path, OF_HOLDS, "repetitions are counted here: write count", findings)
            yield from _numbers(case, path, findings)
            yield from _names(exercise, case, path, findings)


def _files(exercise: Exercise, findings: Findings) -> Found:
    """One warning of all: who copies an exercise without its cases need not hear of each."""
    gone = [row for row, case in enumerate(exercise.cases) if not _is_there(findings.file.path.parent / case.file)]
    if gone:
        others = f", nor those of {plural(len(gone) - 1, 'other case')}" if len(gone) > 1 else ""
        why = "a case's file is relative to the exercise's"
        suggestion = "put it there, or take out the case"
        yield findings.warning(("cases", gone[0], "file"), f"there is no such file{others}", why, suggestion)


def _is_there(file: Path) -> bool:
    try:
        return file.is_file()
    except (OSError, ValueError):  # a name too long, or with a NUL
        return False


def _foreign(case: Case, path: KeyPath, keys: tuple[str, ...], suggestion: str, findings: Findings) -> Found:
    """What belongs to the other kind of exercise: it would always be 0, and the case always pass or always fail."""
    for key in keys:
        if getattr(case, key) not in (None, ()):
            yield findings.error((*path, key), "means nothing of this exercise", "", suggestion)


def _numbers(case: Case, path: KeyPath, findings: Findings) -> Found:
    """Numbers that contradict one another."""
    if case.count is None:
        return
    if case.movements is not None and case.count > case.movements:
        why = f"only {case.movements} movements are"
        yield findings.error((*path, "count"), "no more can count than are movements", why, "turn the two round")
    one_sided = (case.left or 0) + (case.right or 0)
    if one_sided > case.count:
        key = "right" if case.right else "left"
        why = f"left and right are {one_sided}, of {case.count} that count"
        yield findings.error((*path, key), "no more can be of one side than count", why, "correct one of them")
    if case.rejected is not None and case.movements is not None:
        missed = max(case.movements - case.count, 0)
        if len(case.rejected) != missed:
            why = f"{case.movements} movements, {case.count} of them count: {missed} do not"
            yield findings.error((*path, "rejected"), f"needs {missed} reasons, not {len(case.rejected)}", why)


def _names(exercise: Repeated, case: Case, path: KeyPath, findings: Findings) -> Found:
    """Standards and reasons that the exercise does not have."""
    if case.standard is not None and case.standard not in exercise.standards:
        known = list(exercise.standards)
        what = f"there is no standard {case.standard!r}"
        yield findings.error((*path, "standard"), what, "", instead(case.standard, known))
    reasons = list(dict.fromkeys(each.reason for each in exercise.standards.values() if each.limit is not None))
    for row, reason in enumerate(case.rejected or ()):
        if reason not in reasons:
            what = f"no movement is rejected for {reason!r}"
            why = "a movement is rejected only by a standard, for its reason"
            yield findings.error((*path, "rejected", row), what, why, instead(reason, reasons))
