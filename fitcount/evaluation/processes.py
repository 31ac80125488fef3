"""Counting by several processes: it is Python, which threads would take turns at."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, TypeVar

from fitcount.errors import UsageError

CONTEXT = multiprocessing.get_context("spawn")
"""Not forked: the run time of the networks has threads, which a fork would leave behind."""

Task = TypeVar("Task")
Result = TypeVar("Result")


def each_by_processes(
    function: Callable[[Task], Result],
    tasks: Sequence[Task],
    jobs: int,
    begin: Callable[..., None],
    *arguments: Any,
) -> Generator[Result, None, None]:
    """The result of each task, in order, by `jobs` processes, each of which calls `begin(stop, *arguments)` first.

    Raises UsageError if one of them was ended from outside. Closing the iterator gives up what has not begun, and sets
    `stop`, an event, for what has.
    """
    stop = CONTEXT.Event()
    with ProcessPoolExecutor(min(jobs, len(tasks)), CONTEXT, begin, (stop, *arguments)) as pool:
        try:
            with _no_ctrl_c():
                results = pool.map(function, tasks)
            yield from results
        except BrokenProcessPool as error:
            raise UsageError("a process that counted was ended, memory may be short: try --jobs 1") from error
        finally:
            stop.set()
            pool.shutdown(cancel_futures=True)


@contextmanager
def _no_ctrl_c() -> Iterator[None]:
    """Processes started meanwhile ignore Ctrl-C, which reaches them all: the first decides what it means."""
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
