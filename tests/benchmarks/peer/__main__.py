"""The peer's commands.

    python -m tests.benchmarks.peer create
    python -m tests.benchmarks.peer import|plan FOLDER
    python -m tests.benchmarks.peer export FOLDER

The environment's PEER_DATABASE is the file of its database.
"""

import os
import sys
from pathlib import Path

import django


def load(folder: Path, *, dry_run: bool) -> None:
    """Import a folder of CSV sheets one by one."""
    import tablib

    from tests.benchmarks.peer.resources import SHEETS, resource

    for sheet, model in SHEETS.items():
        path = folder / f"{sheet}.csv"
        if path.exists():
            with path.open(newline="", encoding="utf-8") as file:
                dataset = tablib.Dataset().load(file, format="csv")
            resource(model).import_data(dataset, dry_run=dry_run, raise_errors=not dry_run)


def export(folder: Path) -> None:
    from tests.benchmarks.peer.resources import SHEETS, resource

    folder.mkdir(exist_ok=True)
    for sheet, model in SHEETS.items():
        written = resource(model).export().export("csv")
        (folder / f"{sheet}.csv").write_text(written, encoding="utf-8", newline="")


def main(action: str, *arguments: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.peer.settings"
    django.setup()
    if action == "create":
        from django.core.management import call_command

        call_command("migrate", run_syncdb=True, verbosity=0)
    elif action in ("import", "plan"):
        load(Path(arguments[0]), dry_run=action == "plan")
    elif action == "export":
        export(Path(arguments[0]))
    else:
        from tests.benchmarks.peer import resources  # noqa: F401  what a start costs


if __name__ == "__main__":
    main(*sys.argv[1:])
