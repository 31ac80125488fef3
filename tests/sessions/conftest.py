from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

NOBODY = 65534
"""A user without rights, to whom a read-only folder is read-only even if root runs the tests."""


@pytest.fixture
def as_nobody(tmp_path: Path) -> Iterator[None]:
    if not hasattr(os, "geteuid"):
        pytest.skip("no user without rights on this system")
    was = os.geteuid()
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(folder.stat().st_mode | 0o055)
    if was == 0:
        os.seteuid(NOBODY)
    yield
    os.seteuid(was)
