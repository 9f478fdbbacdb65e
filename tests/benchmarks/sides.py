"""Sides: the archive, the floor and the peer, each as commands on a database of its own."""

from pathlib import Path

from tests.benchmarks.measuring import Cost, python, run

OURS_ENVIRONMENT = {"SECRET_KEY": "for benchmarks only", "ARCHIVE_UPLOAD_MEGABYTES": "8000"}

type Command = tuple[list[str], dict[str, str]]


class Side:
    """One of those compared. Databases are files of SQLite or addresses of PostgreSQL."""

    name = ""

    def start(self) -> Command:
        """The least that it can be asked for: what a start costs."""
        raise NotImplementedError

    def create(self, database: Path | str) -> Cost:
        """An empty database."""
        raise NotImplementedError

    def importing(self, source: Path, database: Path | str) -> Command:
        raise NotImplementedError

    def planning(self, source: Path, database: Path) -> Command:
        raise NotImplementedError

    def exporting(self, database: Path, target: Path) -> Command:
        raise NotImplementedError


class Ours(Side):
    name = "ours"

    def command(self, database: Path | str, *words: object) -> Command:
        url = database if isinstance(database, str) else f"sqlite:///{database}"
        return python("manage.py", *words), {"DATABASE_URL": url, **OURS_ENVIRONMENT}

    def run(self, database: Path | str, *words: object) -> Cost:
        return run(*self.command(database, *words))

    def start(self) -> Command:
        return self.command(Path("/nowhere"), "import_workbook", "--help")

    def create(self, database: Path | str) -> Cost:
        return self.run(database, "migrate", "--verbosity", 0)

    def importing(self, source: Path, database: Path | str) -> Command:
        return self.command(database, "import_workbook", source)

    def planning(self, source: Path, database: Path) -> Command:
        return self.command(database, "import_workbook", source, "--dry-run")

    def exporting(self, database: Path, target: Path) -> Command:
        return self.command(database, "export_workbook", target)

    def undoing(self, database: Path) -> Command:
        """Take back the first import."""
        return self.command(database, "undo_import", 1)


class Floor(Side):
    name = "floor"

    def command(self, *words: object) -> Command:
        return python("-m", "tests.benchmarks.floor", *words), {}

    def start(self) -> Command:
        return self.command("nothing")

    def create(self, database: Path | str) -> Cost:
        Path(database).unlink(missing_ok=True)
        Path(database).touch()  # its import makes its tables
        return Cost(0, 0, 0)

    def importing(self, source: Path, database: Path | str) -> Command:
        return self.command("import", source, database)

    def remembering(self, source: Path, database: Path) -> Command:
        """Keep the digests of all rows, against which another reading is compared."""
        return self.command("remember", source, database)

    def comparing(self, source: Path, database: Path) -> Command:
        return self.command("compare", source, database)

    def exporting(self, database: Path, target: Path) -> Command:
        return self.command("export", database, target)


class Peer(Side):
    name = "A"

    def command(self, database: Path | str, *words: object) -> Command:
        return python("-m", "tests.benchmarks.peer", *words), {"PEER_DATABASE": str(database)}

    def start(self) -> Command:
        return self.command("/nowhere", "nothing")

    def create(self, database: Path | str) -> Cost:
        return run(*self.command(database, "create"))

    def importing(self, source: Path, database: Path | str) -> Command:
        return self.command(database, "import", source)

    def planning(self, source: Path, database: Path) -> Command:
        return self.command(database, "plan", source)

    def exporting(self, database: Path, target: Path) -> Command:
        """A folder with a CSV file for each sheet: it writes no workbook."""
        return self.command(database, "export", target)


OURS, FLOOR, PEER = Ours(), Floor(), Peer()
