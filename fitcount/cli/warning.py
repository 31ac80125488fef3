"""Say what went wrong without ending the run."""

import sys


def warn(text: str) -> None:
    """One line on stderr."""
    print(f"fitcount: warning: {text}", file=sys.stderr)
