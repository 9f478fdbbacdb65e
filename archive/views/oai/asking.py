"""What a harvester asks: arguments, days, tokens, and what is wrong with them."""

import re
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Self

from django.core import signing
from django.http import QueryDict

PREFIX = "oai_dc"  # the one format of metadata
GRANULARITIES = {
    re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"): ("%Y-%m-%d", timedelta(days=1)),
    re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"): (
        "%Y-%m-%dT%H:%M:%SZ",
        timedelta(seconds=1),
    ),
}
SELECTIVE = ("metadataPrefix", "from", "until", "set")

# Verb → (arguments it must have, arguments it may have).
ARGUMENTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "Identify": ((), ()),
    "ListMetadataFormats": ((), ("identifier",)),
    "ListSets": ((), ("resumptionToken",)),
    "ListIdentifiers": (("metadataPrefix",), ("from", "until", "set", "resumptionToken")),
    "ListRecords": (("metadataPrefix",), ("from", "until", "set", "resumptionToken")),
    "GetRecord": (("identifier", "metadataPrefix"), ()),
}
FORMS = {
    "metadataPrefix": re.compile(r"[A-Za-z0-9\-_.!~*'()]+"),
    "set": re.compile(r"[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*"),
}


class OaiError(Exception):
    """A request that cannot be answered: one of the protocol's codes, and a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True)
class Selection:
    """Which records are asked for, and after which of them to go on.

    `first` and `until` are moments, the second exclusive, as ISO 8601; `kind` is the plural
    word of the records being gone through, `changed` and `pk` are those of the last one given.
    """

    verb: str
    kinds: list[str]
    first: str = ""
    until: str = ""
    changed: str = ""
    pk: int = 0
    given: int = 0

    def after(self, kind: str, changed: datetime, pk: int, given: int) -> Self:
        """The same selection from behind the last record given."""
        rest = self.kinds[self.kinds.index(kind) :]
        return replace(
            self, kinds=rest, changed=changed.isoformat(), pk=pk, given=self.given + given
        )

    def token(self) -> str:
        """The selection as a token that holds all there is to know, and that nobody can forge."""
        return signing.dumps(asdict(self), salt="oai")


def read_token(token: str, verb: str) -> Selection:
    """The selection of a token that this site gave for the same verb. Raises OaiError."""
    try:
        selection = Selection(**signing.loads(token, salt="oai"))
    except (signing.BadSignature, TypeError) as error:
        raise OaiError("badResumptionToken", "This token was not given by this site.") from error
    if selection.verb != verb:
        raise OaiError("badResumptionToken", f"This token belongs to {selection.verb}.")
    return selection


def read_arguments(query: QueryDict) -> dict[str, str]:
    """The arguments of a request, each once, with a verb and what the verb takes."""
    verbs = query.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in ARGUMENTS:
        raise OaiError("badVerb", f"Give one verb: {', '.join(ARGUMENTS)}.")
    required, optional = ARGUMENTS[verbs[0]]
    if "resumptionToken" in query and "resumptionToken" in optional:
        required, optional = ("resumptionToken",), ()
    for name, values in query.lists():
        if name not in {"verb", *required, *optional}:
            raise OaiError("badArgument", f"{name} does not belong here.")
        if len(values) != 1:
            raise OaiError("badArgument", f"{name} is given {len(values)} times.")
        if name in FORMS and not FORMS[name].fullmatch(values[0]):
            raise OaiError("badArgument", f"{name} has signs that the protocol does not allow.")
    missing = [name for name in required if not query.get(name)]
    if missing:
        raise OaiError("badArgument", f"{', '.join(missing)} is missing.")
    return {name: str(query[name]) for name in query}


def read_selection(arguments: dict[str, str], kinds: dict[str, str]) -> Selection:
    """What ListIdentifiers or ListRecords asks for. `kinds`: set → plural word of the records."""
    token = arguments.get("resumptionToken")
    if token:
        return read_token(token, arguments["verb"])
    require_prefix(arguments)
    wanted = arguments.get("set")
    if wanted and wanted not in kinds:
        raise OaiError("noRecordsMatch", f"There is no set {wanted}.")
    first, until = read_span(arguments.get("from", ""), arguments.get("until", ""))
    return Selection(
        verb=arguments["verb"],
        kinds=[kinds[wanted]] if wanted else list(kinds.values()),
        first=first,
        until=until,
    )


def require_prefix(arguments: dict[str, str]) -> None:
    if arguments["metadataPrefix"] != PREFIX:
        raise OaiError("cannotDisseminateFormat", f"Metadata come as {PREFIX} only.")


def read_span(first: str, until: str) -> tuple[str, str]:
    """Both ends as moments, the second exclusive; "" for one that is not given."""
    start, end = read_moment("from", first), read_moment("until", until)
    if start and end and len(first) != len(until):
        raise OaiError("badArgument", "from and until have different granularities.")
    if start and end and start[0] > end[0]:
        raise OaiError("badArgument", "from comes after until.")
    return start[0].isoformat() if start else "", end[1].isoformat() if end else ""


def read_moment(name: str, words: str) -> tuple[datetime, datetime] | None:
    """When the day or second that the words name begins, and when the next one does."""
    if not words:
        return None
    for form, (layout, length) in GRANULARITIES.items():
        if form.fullmatch(words):
            try:
                start = datetime.strptime(words, layout).replace(tzinfo=UTC)
                return start, start + length
            except (ValueError, OverflowError):
                break
    raise OaiError("badArgument", f"{name} is no day such as 2026-11-22 or 2026-11-22T08:00:00Z.")
