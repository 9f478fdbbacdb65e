"""What pages cost: ours rendered and kept, beside Django as it is taught and the bare floor.

uv run python -m tests.benchmarks.pages --articles 1000 10000
uv run python -m tests.benchmarks.pages --articles 100000 --database postgresql://…/name
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.measuring import ROOT, environment, python
from tests.benchmarks.sides import OURS_ENVIRONMENT
from tests.benchmarks.synthetic import archive_of

SIDES = ["beside", "cold", "fresh", "kept"]
FRESH, SEARCH, GROWTH, KEPT, INDEXED = 4, 8, 1.25, 2, 2  # ms, ms, ratio, hellos, floor details
LEAST = 0.5  # ms: a growth of less is noise
COLUMNS = [
    "articles",
    "page",
    "nothing kept",
    "fresh",
    "goal",
    "kept",
    "304",
    "goals",
    "plain Django",
    "floor",
]

type Costs = dict[str, dict[str, float]]  # side → page → CPU milliseconds


def asked(side: str, database: str, articles: int, options: argparse.Namespace) -> dict:
    """What each page costs on one side, measured in a process of its own."""
    command = python(
        "-W", "ignore", "-m", "tests.benchmarks.pages_asking",
        articles, options.seed, options.times, *options.only,
    )  # fmt: skip
    env = environment() | OURS_ENVIRONMENT
    env |= {
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.pages_settings",
        "DEBUG": "no",
        "ARCHIVE_KEEP_PAGES": "no" if side == "cold" else "yes",
        "PAGES_SIDE": side,
    }
    said = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE)
    return json.loads(said.stdout)


def line(articles: int, page: str, costs: Costs, first: Costs) -> list[str]:
    """One line of the table; `first` are the costs in the smallest archive."""
    hello = costs["beside"]["hello"]
    indexed = costs["beside"].get("floor one article", hello)
    fresh, kept = costs["fresh"][page], costs["kept"][page]
    unchanged = costs["kept"].get(f"304 {page}")
    most = SEARCH if page.startswith("search") else FRESH
    grown = fresh > max(GROWTH * first["fresh"].get(page, fresh), first["fresh"][page] + LEAST)
    goals = [
        missed(kept, KEPT * hello, f"kept ≤ {KEPT} hellos"),
        missed(unchanged or 0, max(hello, indexed) + hello, "304 ≤ hello and a read"),
    ]
    beside = [costs["beside"].get(f"{side} {page}") for side in ("plain", "floor")]
    return [
        f"{articles:,}",
        page,
        ms(costs["cold"][page]),
        ms(fresh),
        f"≤ {most}{' !' if fresh > most else ''}{', grows !' if grown else ''}",
        ms(kept),
        ms(unchanged),
        ", ".join(filter(None, goals)),
        *map(ms, beside),
    ]


def missed(value: float, most: float, goal: str) -> str:
    return f"{goal} !" if value > most else ""


def ms(value: float | None) -> str:
    return f"{value:.2g}" if value and value < 1 else f"{value:.1f}" if value else "–"


def row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument(
        "--database", metavar="URL", help="where make_archive made so many articles: only read"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=int, default=30, help="requests of each page")
    parser.add_argument("--only", nargs="+", default=[], help="pages whose names hold one of these")
    parser.add_argument("--json", type=Path, help="write all figures there")
    options = parser.parse_args()
    if options.only:
        options.only.append("hello")
    if options.database and len(options.articles) > 1:
        parser.error("A database has one number of --articles.")
    return options


def main() -> None:
    options = arguments()
    found: dict[int, Costs] = {}
    sys.stdout.write(row(COLUMNS) + row(["---"] * len(COLUMNS)))
    for articles in options.articles:
        with tempfile.TemporaryDirectory() as folder:
            database = options.database
            if not database:
                database = f"sqlite:///{archive_of(articles, options.seed, Path(folder))}"
            found[articles] = {side: asked(side, database, articles, options) for side in SIDES}
        costs, first = found[articles], found[options.articles[0]]
        sys.stdout.write(
            row([f"{articles:,}", "hello", *["–"] * 6, ms(costs["beside"]["hello"]), "–"])
        )
        for page in costs["fresh"]:
            sys.stdout.write(row(line(articles, page, costs, first)))
        sys.stdout.flush()
    if options.json:
        options.json.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
