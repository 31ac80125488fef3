"""Write the reference anew: `python -m fitcount.authoring.reference`, or `make docs`."""

from fitcount.authoring.reference import json_schema, manual
from fitcount.config import shipped


def main() -> None:
    """Write the JSON Schemas and the manual beside the exercises and plans."""
    folder = shipped("exercises")
    for name, text in (
        (json_schema.FILE, json_schema.to_text(json_schema.json_schema())),
        (json_schema.PLAN_FILE, json_schema.to_text(json_schema.plan_schema())),
        (manual.FILE, manual.manual()),
    ):
        path = folder / name
        path.write_text(text, encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
