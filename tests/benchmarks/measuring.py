"""Measuring: what one command costs in a process of its own."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
TICK = os.sysconf("SC_CLK_TCK")
BYTECODE = Path(tempfile.gettempdir()) / "archive-benchmarks-bytecode"
LOOK = 0.1  # seconds between two looks at a database server


class Cost(NamedTuple):
    """CPU seconds (user and system, of a local database server too), seconds gone by, MB."""

    cpu: float
    wall: float
    peak: float


def python(*words: object) -> list[str]:
    """A command of this Python."""
    return [sys.executable, *map(str, words)]


def environment() -> dict[str, str]:
    """This process's, but compiled modules are kept: else each start compiles all of Django."""
    kept = {name: word for name, word in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(BYTECODE)}


def run(command: list[str], env: dict[str, str] | None = None, database: str = "") -> Cost:
    """Run a command to its end and say what it cost. `database`: of PostgreSQL, by its name.

    The peak is at least this process's own, which Linux counts for a child: the harness
    imports neither Django nor a database. Raises RuntimeError with what a failure said.
    """
    with tempfile.TemporaryFile() as said, ServerClock(database) as server:
        started = time.monotonic()
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment() | (env or {}), stdout=said, stderr=said
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            tail = said.read()[-2000:].decode(errors="replace")
            message = f"{' '.join(command)} ended with {process.returncode}:\n{tail}"
            raise RuntimeError(message)
    return Cost(usage.ru_utime + usage.ru_stime + server.seconds(), wall, usage.ru_maxrss / 1024)


def best(times: int, prepare: Callable[[], object], *arguments) -> Cost:
    """The cheapest of several runs, each from the same start."""
    costs = []
    for _ in range(times):
        prepare()
        costs.append(run(*arguments))
    return min(costs)


class ServerClock:
    """The CPU time of a local PostgreSQL server's processes for one database.

    Looks again and again, so up to a tenth of a second of each connection is missed. A server
    on another machine costs nothing here: read the seconds gone by then.
    """

    def __init__(self, database: str) -> None:
        self.database = database
        self.spent: dict[int, float] = {}  # number of the process → CPU seconds
        self.over = Event()
        self.thread = Thread(target=self.watch, daemon=True)

    def __enter__(self) -> "ServerClock":
        if self.database:
            self.look()
            self.before = dict(self.spent)
            self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.database:
            self.over.set()
            self.thread.join()

    def watch(self) -> None:
        while not self.over.wait(LOOK):
            self.look()

    def look(self) -> None:
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                title = (folder / "cmdline").read_bytes().decode(errors="replace")
                if title.startswith("postgres:") and f" {self.database} " in title:
                    fields = (folder / "stat").read_text().rpartition(")")[2].split()
                    self.spent[int(folder.name)] = (int(fields[11]) + int(fields[12])) / TICK
            except OSError:
                continue  # it has ended meanwhile

    def seconds(self) -> float:
        return sum(spent - self.before.get(process, 0) for process, spent in self.spent.items())
