"""Making: a synthetic archive for load tests, of any size, the same for the same seed."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from hashlib import sha256
from itertools import batched, count
from random import Random

from django.core.management.color import no_style
from django.db import connection, transaction

from archive.models import (
    Agreement,
    Appearance,
    Article,
    Citation,
    DataVersion,
    Delegation,
    Event,
    Official,
    Organization,
    Party,
    Place,
    Post,
    Status,
)
from archive.models.records import Kept
from archive.services.indexing import refresh_all_entries
from archive.services.publishing import refresh_all_public
from archive.services.statistics import refresh_statistics
from archive.text.passages import context

BATCH = 2000
SOUNDS = (
    "an bai bao chang chen da dong fang feng gang guo hai han hong hua jian jin jun kang lan li "
    "lin long ming nan ning ping qing shan shao song tai tian wan wei wen xiang xin yan yang yun "
    "zhang zhao zhen zhong zhou"
)
SYLLABLES = SOUNDS.split()
FAMILIES = "Chen Feng Guo Han He Hu Jiang Li Lin Liu Ma Sun Tan Wang Wu Xu Yang Yuan Zhang Zhao"
SURNAMES = FAMILIES.split()
TITLES = ["mayor", "deputy mayor", "secretary", "deputy secretary", "director", "governor"]
SUBJECTS = ["poverty alleviation", "trade", "education", "medical care", "tourism", "ports"]
FIRST_DAY = date(2000, 1, 1)
DAYS = 9000
SENTENCES = 4000


type Stated = tuple[Kept, int, str]  # a record or fact, the article and words that state it


class SyntheticArchive:
    """The counters and choices that one synthetic archive is made with.

    `articles` fixes all sizes: a fifth as many officials and events, a tenth as many
    delegations and agreements, a twentieth as many organizations, a hundredth as many places.
    """

    def __init__(self, *, articles: int, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311  not for secrets
        self.articles = articles
        self.places = max(articles // 100, 20)
        self.organizations = max(articles // 20, 20)
        self.officials = max(articles // 5, 20)
        self.words = self.vocabulary()
        self.sentences = [self.sentence() for _ in range(SENTENCES)]
        self.numbers = count(1)
        self.facts: dict[type[Kept], list[Stated]] = {}

    def vocabulary(self) -> list[str]:
        """Six thousand words of two or three syllables, common ones first."""
        pick = self.random.choice
        return ["".join(pick(SYLLABLES) for _ in range(2 + n % 2)) for n in range(6000)]

    def sentence(self) -> str:
        """About twenty words; the first of the vocabulary come most often, as in language."""
        size = self.random.randint(12, 28)
        last = len(self.words) - 1
        chosen = [
            self.words[min(int(self.random.paretovariate(0.6)) - 1, last)] for _ in range(size)
        ]
        return f"{' '.join(chosen).capitalize()}."

    def name_of_place(self, number: int) -> str:
        rest, first = divmod(number, len(SYLLABLES))
        turn, second = divmod(rest, len(SYLLABLES))
        return f"{SYLLABLES[first].capitalize()}{SYLLABLES[second]} {turn or ''}".strip()

    def name_of_official(self, number: int) -> str:
        rest, family = divmod(number, len(SURNAMES))
        rest, first = divmod(rest, len(SYLLABLES))
        given = SYLLABLES[first] + SYLLABLES[rest % len(SYLLABLES)]
        return f"{SURNAMES[family]} {given.capitalize()}"

    def day(self) -> date:
        return FIRST_DAY + timedelta(days=self.random.randrange(DAYS))


def dated(day: date) -> dict[str, object]:
    return {
        "date": day.isoformat(),
        "date_as_printed": f"On {day:%B} {day.day}",
        "date_basis": "date-line",
        "date_earliest": day,
        "date_latest": day,
    }


def common(number: int, kind: str) -> dict[str, object]:
    return {"id": number, "slug": f"{kind}-{number}"}


def places(made: SyntheticArchive) -> Iterator[Place]:
    for number in range(1, made.places + 1):
        # The first twenty are provinces; the others lie in one of them.
        yield Place(
            **common(number, "place"),
            name=made.name_of_place(number),
            level="province" if number <= 20 else "prefecture",
            parent_id=None if number <= 20 else number % 20 + 1,
        )


def organizations(made: SyntheticArchive) -> Iterator[Organization]:
    for number in range(1, made.organizations + 1):
        place = made.random.randint(1, made.places)
        yield Organization(
            **common(number, "organization"),
            name=f"{made.name_of_place(place)} {made.words[number % 6000].capitalize()} Group",
            kind="company",
            place_id=place,
        )


def officials(made: SyntheticArchive) -> Iterator[Official]:
    for number in range(1, made.officials + 1):
        yield Official(**common(number, "official"), name=made.name_of_official(number))


def articles(made: SyntheticArchive) -> Iterator[Article]:
    """The articles; what each states is left in `made.facts` for the batch that follows."""
    made.facts = {model: [] for model in (Event, Delegation, Agreement, Post, Appearance, Party)}
    for number in range(1, made.articles + 1):
        day = made.day()
        lead = lead_sentences(made, number, day)
        body = " ".join(made.random.choices(made.sentences, k=30))
        text = f"{' '.join(lead)}\n\n{body[:2400]}\n\n{body[2400:]}"
        where = made.name_of_place(number % made.places + 1)
        yield Article(
            **common(number, "article"),
            title=f"{where}: {made.sentences[number % SENTENCES]}",
            publisher_id=number % made.organizations + 1,
            published=day.isoformat(),
            published_basis="stated",
            published_earliest=day,
            published_latest=day,
            language="en",
            status=Status.PUBLISHED,
            text=text,
            body_start=0,
            body_end=len(text),
            sha256=sha256(text.encode()).hexdigest(),
        )


def lead_sentences(made: SyntheticArchive, number: int, day: date) -> list[str]:
    """What article `number` states; each stated record or fact is added to `made.facts`."""
    official = number % made.officials + 1
    place = number % made.places + 1
    title = made.random.choice(TITLES)
    name, where = made.name_of_official(official), made.name_of_place(place)
    said = [f"{name}, {title} of {where}, spoke on {made.random.choice(SUBJECTS)}."]
    post = Post(
        official_id=official, article_id=number, title=f"{title} of {where}", place_id=place
    )
    if number % 4 == 0:
        add(made, post, number, said[0])
    if number % 5 == 0:
        said.append(f"A meeting was held in {where}.")
        event = number // 5
        label = f"Meeting in {where} on {made.random.choice(SUBJECTS)}"
        fields = {"label": label, "kind": "meeting", "place_id": place, **dated(day)}
        add(made, Event(**common(event, "event"), **fields, status="published"), number, said[1])
        appearance = Appearance(official_id=official, event_id=event, roles=["spoke"], side="host")
        add(made, appearance, number, said[0])
    if number % 10 == 0:
        said += exchange(made, number, day, place)
    return said


def exchange(made: SyntheticArchive, number: int, day: date, place: int) -> list[str]:
    """A delegation that comes to the meeting of article `number`, and what it signs."""
    serial, event = number // 10, number // 5
    guest = made.random.randint(1, made.officials)
    origin = made.random.randint(1, made.places)
    hosts, guests = made.random.sample(range(1, made.organizations + 1), 2)
    led = f"{made.name_of_official(guest)} led a delegation from {made.name_of_place(origin)}."
    signed = (
        f"The sides signed a cooperation agreement no. {serial} on {made.random.choice(SUBJECTS)}."
    )
    delegation = Delegation(
        **common(serial, "delegation"),
        label=f"Delegation from {made.name_of_place(origin)}",
        from_place_id=origin,
        to_place_id=place,
        status="published",
        **dated(day),
    )
    agreement = Agreement(
        **common(serial, "agreement"),
        title=f"Cooperation agreement no. {serial}",
        kinds=["agreement"],
        event_id=event,
        date_earliest=day,
        date_latest=day,
        status="published",
    )
    leader = Appearance(
        official_id=guest, event_id=event, delegation_id=serial, roles=["led"], side="guest"
    )
    add(made, delegation, number, led)
    add(made, leader, number, led)
    add(made, agreement, number, signed)
    for position, body in enumerate((hosts, guests), start=1):
        party = Party(agreement_id=serial, organization_id=body, position=position)
        add(made, party, number, signed)
    return [led, signed]


def add(made: SyntheticArchive, record: Kept, article: int, quote: str) -> None:
    """Note a stated record or fact with the article and the words that state it."""
    if not record.slug:
        record.slug = f"{record.record_kind()}-{next(made.numbers)}"
    made.facts[type(record)].append((record, article, quote))


def citations(
    made: SyntheticArchive, stated: list[Stated], texts: dict[int, str]
) -> Iterator[Citation]:
    """The citation of each record or fact just saved."""
    for record, article, quote in stated:
        text = texts[article]
        start = text.index(quote)
        end = start + len(quote)
        prefix, suffix = context(text, start, end)
        yield Citation(
            slug=f"citation-{next(made.numbers)}",
            article_id=article,
            exact=quote,
            shown=quote,
            paragraph=1,
            prefix=prefix,
            suffix=suffix,
            start=start,
            end=end,
            **{record.record_kind(): record},
        )


def make_archive(*, articles_wanted: int, seed: int = 1) -> dict[str, int]:
    """Fill an empty database with a published archive; returns kind → number of rows.

    Writes without history, as a restore would. Memory, and what the database has to keep for
    taking it back, stay those of one batch: what is interrupted leaves a part of an archive.
    Raises ValueError when the database already holds records.
    """
    if Article.objects.exists() or Official.objects.exists() or Place.objects.exists():
        message = "This database is not empty. A synthetic archive is only made in an empty one."
        raise ValueError(message)
    made = SyntheticArchive(articles=articles_wanted, seed=seed)
    counts: dict[str, int] = {}

    def save(model: type[Kept], rows: Iterable[Kept]) -> None:
        saved = model._default_manager.bulk_create(rows, batch_size=BATCH)
        counts[model.record_kind()] = counts.get(model.record_kind(), 0) + len(saved)

    def save_articles(batch: list[Article]) -> None:
        save(Article, batch)
        texts = {article.pk: article.text for article in batch}
        for model, stated in made.facts.items():
            save(model, [record for record, _, _ in stated])
            save(Citation, list(citations(made, stated, texts)))
            stated.clear()

    named: list[tuple[type[Kept], Iterator[Kept]]] = [
        (Place, places(made)),
        (Organization, organizations(made)),
        (Official, officials(made)),
    ]
    for kind, rows in named:
        for batch in batched(rows, BATCH, strict=False):
            save(kind, list(batch))
    for batch in batched(articles(made), BATCH, strict=False):
        with transaction.atomic():
            save_articles(list(batch))
    set_sequences()
    refresh_statistics()
    refresh_all_public()
    refresh_all_entries()
    refresh_statistics()
    DataVersion.objects.rise()
    return counts


def set_sequences() -> None:
    """Let the database number on after the rows that brought their own numbers."""
    models = [Place, Organization, Official, Article, Event, Delegation, Agreement]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
