"""Throw random texts at the language of conditions, and changed files at the reader of exercises.

    .venv/bin/python tests/benchmarks/conditions.py [--texts 1000000] [--files 2000] [--seed 0]

Each text must become a condition or a ConditionError, each file an exercise or an ExerciseError; a condition is written
again, read again, and evaluated, also on values that are not there, infinite or huge. Meanwhile the interpreter reports
(sys.addaudithook) whatever is compiled, executed, imported or opened: nothing may be. Prints the figures; exit code 1
if anything else happens.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from fitcount.config import shipped
from fitcount.errors import ExerciseError
from fitcount.reps.conditions import TIMES, ConditionError, Measured, parse_condition, text_of
from fitcount.reps.conditions.quantities import NAMED
from fitcount.reps.library import exercise_names, find_exercise, read_exercise

FORBIDDEN = ("compile", "exec", "import", "open", "os.", "subprocess.", "socket.", "ctypes.", "marshal.", "pickle.")
VALUES = (0.0, -1.0, 90.0, 1e-300, 1e300, math.nan, math.inf)

NAMES = (*NAMED, "low", "middle", "high", "spread", "abs", "min", "max", "start", "peak")
SIGNS = ("<", "<=", ">", ">=", "+", "-", "*", "/", "(", ")", ",", " and ", " or ", " not ", " at ", " ", "\n")
NUMBERS = ("0", "1", "90", "0.5", ".5", "5.", "1e3", "1e-3", "1e308", "9" * 40)
ODD = (
    *("==", "!", "&&", "'", '"', "`", "\\", ";", "#", "{", "}", "[", "]", "%s", "°", "é", "\0", "\u200b", "\ud800"),
    *("__import__", "lambda", "eval(", "_", "if", "for"),
)


class Texts:
    """Makes one text after another, of several kinds."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        rules = [rule for name in exercise_names() for rule in _rules(find_exercise(name))]
        self.valid: list[str] = sorted({rule.text for rule in rules})
        self.kinds: Mapping[str, Callable[[], str]] = {
            "characters": self._characters,
            "words": self._words,
            "changed": self._changed,
            "grown": self._grown,
            "deep": self._deep,
        }

    def _characters(self) -> str:
        most = self._random.choice((0x7F, 0x7F, 0x2FF, 0x10FFFF))
        return "".join(chr(self._random.randint(0, most)) for _ in range(self._random.randint(0, 60)))

    def _word(self) -> str:
        return self._random.choice(self._random.choice((NAMES, SIGNS, SIGNS, NUMBERS, ODD)))

    def _words(self) -> str:
        space = self._random.choice(("", " "))
        return space.join(self._word() for _ in range(self._random.randint(0, 40)))

    def _changed(self) -> str:
        text = self._random.choice(self.valid)
        for _ in range(self._random.randint(1, 3)):
            start = self._random.randint(0, len(text))
            end = min(len(text), start + self._random.randint(0, 8))
            text = text[:start] + self._random.choice((self._word(), "", 2 * text[start:end])) + text[end:]
        return text

    def _grown(self) -> str:
        """Mostly right."""
        if self._random.random() < 0.3:
            return self._changed()
        parts = [self._comparison() for _ in range(self._random.randint(1, 4))]
        text = parts[0]
        for part in parts[1:]:
            text = self._random.choice(("{} and {}", "{} or {}", "not ({} or {})", "({}) and ({})")).format(text, part)
        return text

    def _comparison(self) -> str:
        unit = self._random.choice(("_deg", "_deg", "_deg", "_s", "_ratio"))
        limit = self._random.choice(("90", "45.5", "1e2") if unit == "_deg" else ("0.5", ".7", "1"))
        quantity = self._quantity(3, unit)
        pattern = self._random.choice(("{} < {}", "{}>={}", "{0} > {1} - 2 * {1}", "0 - {1} < {0} < {1}"))
        return pattern.format(quantity, limit)

    def _quantity(self, depth: int, unit: str) -> str:
        if depth == 0 or self._random.random() < 0.6:
            name = self._random.choice([each for each in NAMED if each.endswith(unit)])
            patterns: tuple[str, ...] = (
                ("{}",) if name in TIMES else ("{}", "high({})", "low({} at peak)", "{} at start")
            )
            return self._random.choice(patterns).format(name)
        patterns = ("{} + {}", "{} - {}", "({})", "-{}", "abs({})", "min({}, {})", "2 * ({})", "({}) / 2")
        pattern = self._random.choice(patterns)
        return pattern.format(*(self._quantity(depth - 1, unit) for _ in range(pattern.count("{}"))))

    def _deep(self) -> str:
        piece = self._random.choice(("(", ")", "not ", "-", "abs(", "min(1,", "1+", "a<", "knee_deg<", "((", "1 ", "a"))
        return piece * self._random.choice((7, 9, 50, 200, 2_000)) + self._word()


def _rules(exercise: Any) -> list[Any]:
    return [rule.when for rule in getattr(exercise, "form", ())] + [
        rule.need for rule in getattr(exercise, "posture", ())
    ]


class Audit:
    """Counts what the interpreter compiles, executes, imports or opens while `on`."""

    def __init__(self) -> None:
        self.on = False
        self.seen: Counter[str] = Counter()
        sys.addaudithook(self._hear)

    def _hear(self, event: str, _args: object) -> None:
        if self.on and event.startswith(FORBIDDEN):
            self.seen[event] += 1


def try_text(text: str) -> str:
    """What becomes of it: condition or error; anything else is raised."""
    try:
        condition = parse_condition(text)
    except ConditionError as error:
        if not (str(error).isprintable() and 0 <= error.offset <= error.offset + error.length <= len(text)):
            raise AssertionError(f"an error that points nowhere: {error}") from error
        return "error"
    try:
        again = parse_condition(text_of(condition.tree))
    except ConditionError as error:
        # It may be longer: a < b > c as a < b and b > c.
        if "are the most" not in str(error):
            raise AssertionError(f"written again it is an error: {error}") from error
    else:
        if again != condition:
            raise AssertionError("written again it is another")
    for value in VALUES:
        condition.judge(lambda _, value=value: Measured(value, 5.0, 0.0), margin=1.0)  # type: ignore[misc]
    return "condition"


def try_file(content: bytes, path: Path) -> str:
    """What becomes of it: exercise or error; anything else is raised."""
    path.write_bytes(content)
    try:
        read_exercise(path)
    except ExerciseError as error:
        if "\n" in str(error):
            raise AssertionError(f"more than a line: {error}") from error
        return "error"
    return "exercise"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=1_000_000)
    parser.add_argument("--files", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    failed = _texts(asked.texts, asked.seed) + _files(asked.files, asked.seed)
    return 1 if failed else 0


def _texts(count: int, seed: int) -> int:
    texts, audit = Texts(seed), Audit()
    for text in texts.valid:
        try_text(text)  # what is loaded once is loaded before
    found: Counter[tuple[str, str]] = Counter()
    failures: Counter[str] = Counter()
    slowest_s, slowest = 0.0, ""
    began_s = time.process_time()
    kinds = list(texts.kinds.items())
    for row in range(count):
        kind, make = kinds[row % len(kinds)]
        text = make()
        audit.on = True
        start_s = time.process_time()
        try:
            found[kind, try_text(text)] += 1
        except Exception as error:
            audit.on = False
            failures[f"{type(error).__name__}: {error}"[:120]] += 1
            print(f"{text!r}: {type(error).__name__}: {error}"[:400])
        took_s = time.process_time() - start_s
        audit.on = False
        if took_s > slowest_s:
            slowest_s, slowest = took_s, text
    total_s = time.process_time() - began_s
    print(f"{count} texts in {total_s:.0f} s of CPU time (making them included)")
    for kind in texts.kinds:
        print(f"  {kind}: {found[kind, 'condition']} conditions, {found[kind, 'error']} errors")
    print(f"  anything else: {failures.total()}")
    print(f"  compiled, executed, imported or opened: {audit.seen.total()} {dict(audit.seen) or ''}")
    print(f"  slowest: {slowest_s * 1e3:.1f} ms for {len(slowest)} characters, {slowest[:60]!r}")
    return failures.total() + audit.seen.total()


def _files(count: int, seed: int) -> int:
    chance = random.Random(seed)
    contents = [path.read_bytes() for path in sorted(shipped("exercises").glob("*.yaml"))]
    found: Counter[str] = Counter()
    failures = 0
    slowest_s = 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "changed.yaml"
        for _ in range(count):
            content = _changed_file(chance, contents)
            start_s = time.process_time()
            try:
                found[try_file(content, path)] += 1
            except Exception as error:
                failures += 1
                print(f"{type(error).__name__}: {error}"[:400])
            slowest_s = max(slowest_s, time.process_time() - start_s)
    print(f"{count} changed files: {found['exercise']} exercises, {found['error']} errors, anything else {failures}")
    print(f"  slowest: {slowest_s * 1e3:.0f} ms")
    return failures


PIECES = (
    *(b":", b"- ", b"{", b"}", b"[", b"]", b",", b"#", b"|", b">", b"'", b'"', b"?", b"\t", b"\n", b"  ", b"---\n"),
    *(b"&a ", b"*a", b"!!python/object ", b"<<: ", b"%YAML 1.1\n", b"\x00", b"\xff", b"\xe2\x80\x8b"),
    *(b"1e999", b"true", b"null", b"need: ", b"when: "),
)


def _changed_file(chance: random.Random, contents: list[bytes]) -> bytes:
    content = chance.choice(contents)
    for _ in range(chance.randint(1, 4)):
        start = chance.randint(0, len(content))
        end = min(len(content), start + chance.choice((0, 0, 1, 3, 20)))
        other = chance.choice(contents)
        cut = chance.randint(0, len(other))
        put = chance.choice((chance.choice(PIECES), b"", other[cut : cut + 30], 2 * content[start:end]))
        content = content[:start] + put + content[end:]
    return content


if __name__ == "__main__":
    sys.exit(main())
