"""Asking: what one request of each page costs in this process, as JSON on standard output.

Run by `pages.py`, in a process of its own for each side.
"""

import json
import os
import sys
import time
from pathlib import Path
from statistics import median
from urllib.parse import quote, urlencode

import django
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

django.setup()

from archive.models import RECORDS, Article  # noqa: E402
from archive.services.making import SyntheticArchive  # noqa: E402

DEEP = 1000  # pages
PAGE = 50
WARM = {"sqlite": 3, "postgresql": 10}  # requests before any is counted, until plans are kept


def ask(handler: WSGIHandler, address: str, etag: str = "") -> tuple[str, dict[str, str]]:
    """One request as a server hands it over, to the last byte of its answer."""
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": sys.stdin.buffer,
        "wsgi.errors": sys.stderr,
    }
    if etag:
        environ["HTTP_IF_NONE_MATCH"] = etag
    told: list = []
    response = handler(environ, lambda status, headers, *_: told.extend((status, headers)))
    b"".join(response)
    response.close()
    return told[0][:3], dict(told[1])


def cost(handler: WSGIHandler, address: str, expected: str, times: int, etag: str = "") -> float:
    """The median CPU milliseconds of one request. Raises RuntimeError for any other status."""
    for _ in range(WARM[connection.vendor]):
        status, _headers = ask(handler, address, etag)
        if status != expected:
            message = f"{address} answers {status}"
            raise RuntimeError(message)
    spent = []
    for _ in range(times):
        before = spent_so_far()
        ask(handler, address, etag)
        spent.append(spent_so_far() - before)
    return 1000 * median(spent)


def spent_so_far() -> float:
    """The CPU seconds of this process, and of a PostgreSQL server's for it on this machine."""
    spent = time.process_time()
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        process = connection.connection.info.backend_pid
        spent += int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9
    return spent


def cursor_of(pages: int) -> tuple[str, int]:
    """The cursor of the page so deep, or of the deepest there is, and its number."""
    rows = Article.objects.public().latest_first()
    deep = min(pages, Article.objects.count() // PAGE - 1)
    pk, day = rows.values_list("pk", "sorts_on")[deep * PAGE - 1]
    return f"{pk}.{day}", deep + 1


def words(articles: int, seed: int) -> dict[str, str]:
    """What is searched: the words by how common they are."""
    made = SyntheticArchive(articles=articles, seed=seed)
    said = " ".join(made.sentences).lower().replace(".", "").split()
    rare = min(said[:2000], key=lambda word: (said.count(word), word))
    common, second = sorted(set(said), key=lambda word: (-said.count(word), word))[:2]
    return {
        "rare": rare,
        "common": common,
        "two words": f"{common} {second}",
        "phrase": '"meeting was held"',
    }


def ours(articles: int, seed: int) -> dict[str, str]:
    """What we answer: the name of the operation → its address."""
    after, _number = cursor_of(DEEP)
    found = {f"list of {kind}s": f"/{kind}s/" for kind in RECORDS}
    found |= {
        "articles of a place": "/articles/?place=place-7",
        "articles of a publisher": "/articles/?organization=organization-7",
        "agreements of a kind": "/agreements/?kind=agreement",
        "articles, deep": f"/articles/?after={after}",
    }
    found |= {f"one {kind}": f"/{kind}s/{kind}-60/" for kind in RECORDS}
    found |= {f"one {kind}": f"/{kind}s/{kind}-7/" for kind in ("place", "organization")}
    found["one official"] = "/officials/official-5/"  # of whom a post is stated at every size
    for name, sought in words(articles, seed).items():
        found[f"search, {name}"] = f"/search/?q={quote(sought)}"
    return found | {"suggestion": "/suggest/?q=wang+j"}


def beside(articles: int, seed: int) -> dict[str, str]:
    """What stands beside: the side and the operation → its address."""
    after, number = cursor_of(DEEP)
    found = {
        "hello": "/hello/",
        "plain list of articles": "/plain/",
        "plain articles of a publisher": "/plain/?publisher=organization-7",
        "plain articles, deep": f"/plain/?page={number}",
        "plain one article": "/plain/article-60/",
        "floor list of articles": "/floor/",
        "floor articles of a publisher": "/floor/?publisher=organization-7",
        "floor articles, deep": f"/floor/?after={after}",
        "floor one article": "/floor/article-60/",
    }
    for name, sought in words(articles, seed).items():
        found[f"plain search, {name}"] = "/plain/?" + urlencode({"q": sought.strip('"')})
        found[f"floor search, {name}"] = "/floor/search/?" + urlencode({"q": sought})
    return found


def main() -> None:
    articles, seed, times = map(int, sys.argv[1:4])
    only = sys.argv[4:]
    side = os.environ["PAGES_SIDE"]
    handler = WSGIHandler()
    costs = {}
    addresses = (beside if side == "beside" else ours)(articles, seed)
    for name, address in addresses.items():
        if only and not any(word in name for word in only):
            continue
        costs[name] = cost(handler, address, "200", times)
        if side == "kept":
            _status, headers = ask(handler, address)
            if "ETag" in headers:
                costs[f"304 {name}"] = cost(handler, address, "304", times, headers["ETag"])
    json.dump(costs, sys.stdout)


if __name__ == "__main__":
    main()
