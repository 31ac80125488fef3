"""An exercise that extends another says only what differs.

Resolved on the plain values, before they are checked: so each value still knows the file, line and column where it was
written. Keys replace those of the base, mappings are merged key by key, lists whose items have a `code` item by item.
`remove: true` takes out what stands there in the base.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from pathlib import Path

from fitcount.reps.lookup import Found, file_of, found_exercises, is_path
from fitcount.reps.yaml_file import Node, YamlFile, read_yaml
from fitcount.types import Place, Problem

EXTENDS, REMOVE, CODE = "extends", "remove", "code"
MAX_BASES = 8
"""An exercise that extends one that extends one ...: nobody could tell any more what it says."""
OWN = ("name", EXTENDS, "cases")
"""What a base does not hand down."""
LOOKS = "looks"
"""Handed down only to a file that takes the base's place: a variant that looks like it would be named by chance."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A file with what it takes over from its bases."""

    file: YamlFile
    problems: tuple[Problem, ...]
    """Of the file itself and its bases."""
    whole: bool = True
    """Whether all of the bases could be read: otherwise what is missing may stand there."""
    bases: tuple[Path, ...] = ()


def resolved(path: Path) -> Resolved:
    """Read a file and its bases, and merge them."""
    return _resolved(read_yaml(path), (path,))


def with_bases(file: YamlFile) -> Resolved:
    """The same of a file that was read."""
    return _resolved(file, (file.path,))


def _resolved(file: YamlFile, chain: tuple[Path, ...]) -> Resolved:
    """`chain`: the files that extend one another up to this one."""
    named = _extended(file)
    if named is None or file.root is None:
        return Resolved(file, file.problems)
    base_path = _base(named, chain)
    if isinstance(base_path, Problem):
        return Resolved(file, (*file.problems, base_path), whole=False)
    base = _resolved(read_yaml(base_path), (*chain, base_path))
    problems, bases = (*base.problems, *file.problems), (base_path, *base.bases)
    if base.file.root is None or not isinstance(base.file.root.content, dict):
        # An empty file has no problem of its own yet.
        nothing = () if base.problems else (_problem(named.place, f"nothing to extend in {base_path}"),)
        return Resolved(file, (*problems, *nothing), whole=False, bases=bases)
    own = OWN if _name(file.root) == _name(base.file.root) else (*OWN, LOOKS)
    handed_down = {key: node for key, node in base.file.root.content.items() if key not in own}
    merged = _Merge()
    root = merged.of(replace(base.file.root, content=handed_down), file.root)
    return Resolved(YamlFile(file.path, root), (*problems, *merged.problems), whole=base.whole, bases=bases)


def _extended(file: YamlFile) -> Node | None:
    """The value of `extends`; None where there is none."""
    return file.root.below(EXTENDS) if file.root is not None and isinstance(file.root.content, dict) else None


def _name(root: Node) -> object:
    named = root.below("name")
    return None if named is None else named.content


def _base(named: Node, chain: tuple[Path, ...]) -> Path | Problem:
    """The file that is extended, or why there is none."""
    name, own_path = named.content, chain[-1]
    if not isinstance(name, str) or not name:
        suggestion = "write extends: squat, or the path of a file"
        return _problem(named.place, "extends: needs the name of one exercise", "", suggestion)
    path = _of_path(named, own_path.parent / name) if is_path(name) else _of_name(named, name, own_path)
    if isinstance(path, Problem):
        return path
    if any(_same(path, before) for before in chain):
        circle = " extends ".join(before.name for before in (*chain, path))
        return _problem(named.place, "extends: goes round in a circle", circle, "extend another exercise")
    if len(chain) > MAX_BASES:
        why = " extends ".join(before.name for before in chain[:3]) + " ..."
        return _problem(named.place, f"extends: a chain of more than {MAX_BASES}", why, "extend the last one itself")
    return path


def _of_path(named: Node, path: Path) -> Path | Problem:
    if _exists(path):
        return path
    return _problem(named.place, f"extends: there is no file {named.content!r}", "a path is relative to this file")


def _of_name(named: Node, name: str, own_path: Path) -> Path | Problem:
    found = file_of(name)
    path = _later(found, own_path) if found is not None else None
    if path is not None:
        return path
    if found is not None:
        return _problem(named.place, f"extends: {name} is this very file", "", "name another exercise")
    known = list(found_exercises())
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.4) or known
    return _problem(named.place, f"extends: there is no exercise {name!r}", "", f"there is {', '.join(near)}")


def _later(found: Found, own_path: Path) -> Path | None:
    """The file of a name; for the file itself the next of that name: one's own squat may extend the one that ships."""
    candidates = [found.path, *found.hidden]
    before = [row for row, path in enumerate(candidates) if _same(path, own_path)]
    rest = candidates[before[0] + 1 :] if before else candidates
    return rest[0] if rest else None


def _exists(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long, or with a NUL
        return False


def _same(one: Path, two: Path) -> bool:
    try:
        return one.samefile(two)
    except (OSError, ValueError):
        return one == two


def _problem(place: Place, what: str, why: str = "", suggestion: str = "") -> Problem:
    return Problem("error", place, what, why, suggestion)


class _Merge:
    """Merges an exercise's values with its base's."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def of(self, base: Node, own: Node) -> Node:
        """What both say together; where they disagree, what the exercise itself says."""
        if own.broken:
            return own
        if isinstance(base.content, dict) and isinstance(own.content, dict):
            return replace(own, content=self._keys(base.content, own.content))
        if isinstance(base.content, list) and isinstance(own.content, list):
            theirs, mine = _by_code(base.content), _by_code(own.content)
            if theirs is not None and mine is not None and own.content:
                return replace(own, content=list(self._keys(theirs, mine).values()))
        return own

    def _keys(self, base: dict[str, Node], own: dict[str, Node]) -> dict[str, Node]:
        merged = dict(base)
        for key, node in own.items():
            if not _removes(node):
                merged[key] = self.of(base[key], node) if key in base else node
            elif key in base:
                del merged[key]
            else:
                self._not_there(key, node, base)
        return merged

    def _not_there(self, key: str, node: Node, base: dict[str, Node]) -> None:
        near = difflib.get_close_matches(key, base, n=1, cutoff=0.5)
        known = f"did you mean {near[0]!r}?" if near else f"it has {', '.join(base) or 'none'}"
        self.problems.append(_problem(node.place, f"nothing to remove: the base has no {key!r}", "", known))


def _by_code(items: list[Node]) -> dict[str, Node] | None:
    """By code, if each item has one, and each its own."""
    codes = [item.below(CODE) for item in items]
    names = [code.content for code in codes if code is not None and isinstance(code.content, str)]
    if len(names) < len(items) or len(set(names)) < len(names):
        return None
    return dict(zip(names, items, strict=True))


def _removes(node: Node) -> bool:
    """Whether this is nothing but the wish to take something out: {remove: true}, with or without its code."""
    if not isinstance(node.content, dict) or REMOVE not in node.content:
        return False
    return node.content[REMOVE].content is True and set(node.content) <= {REMOVE, CODE}
