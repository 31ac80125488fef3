"""`python -m fitcount`."""

from fitcount.cli import main

main()
