"""The table: what was measured, as ratios beside the goals."""

from dataclasses import asdict, dataclass
from typing import Any

from tests.benchmarks.measuring import Cost

type Starts = dict[str, Cost]  # name of the side → what its start costs

COLUMNS = [
    "articles",
    "operation",
    "rows",
    "ours, CPU s",
    "µs a row",
    "beside it, CPU s",
    "ratio (net)",
    "goal",
    "A, CPU s",
    "A : ours, net, a row",
    "goal",
    "MB: ours, beside, A",
    "goal",
]
LEAST = 0.001  # seconds: a difference below it is noise
OWN = "our "  # begins the name of what is ours beside


@dataclass
class Line:
    """One operation: what it cost us, beside what it is held against, and the peer."""

    operation: str
    rows: int
    ours: Cost | None = None
    beside: Cost | None = None
    beside_name: str = ""
    peer: Cost | None = None
    at_most: float | None = None  # times what is beside it
    at_least: float | None = None  # times quicker than the peer, a row
    memory: float | None = None  # MB
    peer_rows: int | None = None  # where the peer does only some

    def net(self, cost: Cost | None, side: str, starts: Starts) -> float | None:
        """CPU seconds without those of the start."""
        if cost is None or side not in starts:
            return None
        return max(cost.cpu - starts[side].cpu, LEAST)

    def figures(self, starts: Starts) -> dict[str, float | None]:
        ours = self.net(self.ours, "ours", starts)
        ours_too = self.beside_name.startswith((OWN, "into "))
        beside = self.net(self.beside, "ours" if ours_too else "floor", starts)
        peer = self.net(self.peer, "A", starts)
        if peer is not None:
            peer *= self.rows / (self.peer_rows or self.rows)
        gross = self.ours.cpu / self.beside.cpu if self.ours and self.beside else None
        return {
            "a_row": 1e6 * ours / self.rows if ours else None,
            "ratio": gross,
            "net_ratio": ours / beside if ours and beside else None,
            "quicker": peer / ours if peer and ours else None,
        }

    def as_json(self, starts: Starts) -> dict[str, Any]:
        costs = {
            name: cost._asdict() if (cost := getattr(self, name)) else None
            for name in ("ours", "beside", "peer")
        }
        return asdict(self) | costs | self.figures(starts)


def heading(starts: Starts) -> str:
    said = ", ".join(
        f"{name} {cost.cpu:.2f} s and {cost.peak:.0f} MB" for name, cost in starts.items()
    )
    lines = [
        f"A start costs: {said}. Net is without it. A goal that is missed is marked with !.",
        "",
        row(COLUMNS),
        row(["---"] * len(COLUMNS)),
    ]
    return "\n".join(lines) + "\n"


def row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def in_words(articles: int, line: Line, starts: Starts) -> str:
    """One line of the table."""
    found = line.figures(starts)
    ratio, net, quicker = found["ratio"], found["net_ratio"], found["quicker"]
    peaks = [f"{cost.peak:.0f}" if cost else "–" for cost in (line.ours, line.beside, line.peer)]
    cells = [
        f"{articles:,}",
        line.operation,
        f"{line.rows:,}",
        seconds(line.ours),
        f"{found['a_row']:,.0f}" if found["a_row"] else "–",
        f"{line.beside_name} {seconds(line.beside)}" if line.beside else "–",
        f"{ratio:.2f} ({net:.2f})" if ratio and net else "–",
        goal("≤", line.at_most, missed=bool(ratio and line.at_most and ratio > line.at_most)),
        seconds(line.peer),
        f"{quicker:.1f}" if quicker else "–",
        goal(
            "≥", line.at_least, missed=bool(quicker and line.at_least and quicker < line.at_least)
        ),
        ", ".join(peaks),
        goal("≤", line.memory, missed=is_over(line.ours, line.memory)),
    ]
    return row(cells) + "\n"


def seconds(cost: Cost | None) -> str:
    return f"{cost.cpu:.2f}" if cost else "–"


def is_over(cost: Cost | None, memory: float | None) -> bool:
    return bool(cost and memory and cost.peak > memory)


def goal(sign: str, value: float | None, *, missed: bool) -> str:
    if value is None:
        return ""
    return f"{sign} {value:g}{' !' if missed else ''}"
