"""`fitcount exercises show`."""

from __future__ import annotations

import click


@click.command("show", short_help="Show an exercise: its phases, thresholds and rules.")
@click.argument("name", metavar="NAME|FILE")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show_exercise(name: str, as_json: bool) -> int:
    """Show an exercise: its phases as a diagram, its thresholds on a ruler, its rules in words."""
    from fitcount.authoring.sheet import sheet_of  # noqa: PLC0415  (numpy: not needed for --help)
    from fitcount.reps.inheritance import resolved  # noqa: PLC0415
    from fitcount.reps.library import exercise_path, find_exercise  # noqa: PLC0415

    path = exercise_path(name)
    extended = "".join(f", which extends {base}" for base in resolved(path).bases)
    sheet = sheet_of(find_exercise(name), f"{path}{extended}")
    if as_json:
        import json  # noqa: PLC0415

        from fitcount.sessions.plain import plain  # noqa: PLC0415
        from fitcount.sessions.result_json import DECIMALS  # noqa: PLC0415

        click.echo(json.dumps(plain(sheet, DECIMALS), indent=2, ensure_ascii=False).encode())
        return 0
    from rich.console import Console  # noqa: PLC0415

    from fitcount.views.exercise import exercise_sheet  # noqa: PLC0415

    Console().print(exercise_sheet(sheet))
    return 0
