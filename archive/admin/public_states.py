"""Why something is public or not, in words that say what to do."""

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from archive.models import (
    Agreement,
    Article,
    Citation,
    Delegation,
    Event,
    Official,
    Organization,
    Place,
    Status,
)
from archive.services.withholding import OWNERS, SAYS, said


def public_state(record):
    """“Public”, with a link to its page; else every reason against, as a list."""
    if record.is_public and isinstance(record, Citation):
        return _("Public, wherever what it supports is public.")
    if record.is_public:
        return format_html(
            '<a href="{}">{}</a>', record.get_absolute_url(), _("Public: see its page")
        )
    reasons = ((reason,) for reason in why_not(record))
    items = format_html_join("", "<li>{}</li>", reasons)
    return format_html("{}<ul>{}</ul>", _("Not public:"), items)


def why_not(record):
    """The reasons why a record, fact or passage is not public, as sentences."""
    words = of_words(record)
    if words and isinstance(record, Official):
        return words
    return list(dict.fromkeys([*words, *of_the_rest(record)]))


def of_words(record):
    """That it says what an article withholds, where, and what to do about it."""
    model = type(record)
    if model not in SAYS:
        return []
    rows = model._default_manager.filter(pk=record.pk)
    return list(dict.fromkeys(of_said(model, each) for each in said(rows)))


def of_said(model, said_there):
    """What to do about withheld words in a column, or in the name of a record that it names."""
    key, _separator, name = said_there.field.partition("__")
    words = {"field": model._meta.get_field(key).verbose_name, "article": said_there.article}
    if name:
        return (
            _(
                "Its %(field)s is called by words that are withheld in the article “%(article)s”:"
                " delete this, or the redaction."
            )
            % words
        )
    if key == "slug":
        return (
            _(
                "Its permanent address says words that are withheld in the article “%(article)s”:"
                " delete this and record it anew without them."
            )
            % words
        )
    return (
        _(
            "Its %(field)s says words that are withheld in the article “%(article)s”:"
            " write it without them."
        )
        % words
    )


def of_the_rest(record):
    """The reasons that lie in its status, its sources and what it belongs to."""
    match record:
        case Article():
            return [*of_status(record), *of_redactions(record)]
        case Event() | Delegation() | Agreement():
            return of_status(record)
        case Official() | Organization() | Place():
            return of_standing(record)
        case Citation():
            return of_passage(record)
        case _:
            belongs = [each for name in OWNERS[type(record)] for each in of_record(record, name)]
            return [*belongs, *of_source(record), *of_whom(record)]


def of_status(record):
    if record.status == Status.WITHDRAWN:
        return [_("It is withdrawn; its address says why.")]
    if record.status != Status.PUBLISHED:
        return [_("Its status is “%(status)s”.") % {"status": record.get_status_display()}]
    return []


def of_redactions(article):
    lost = article.redactions.filter(lost=True).count()
    if not lost:
        return []
    return [
        _("%(count)d of its redactions no longer match the text: settle them.") % {"count": lost}
    ]


def of_standing(record):
    if record.withdrawn:
        return [_("It is withdrawn; its address says why.")]
    return [_("No public record or fact refers to it yet. It becomes public with the first.")]


def of_record(fact, name):
    """That the record to which a fact belongs is not public."""
    record = getattr(fact, name)
    if record is None or record.is_public:
        return []
    kind = record._meta.verbose_name
    return [_("Its %(kind)s “%(record)s” is not public.") % {"kind": kind, "record": record}]


def of_source(fact):
    """That no published article says so."""
    citations = list(fact.citations.select_related("article").defer("article__text")[:20])
    if fact.unsourced or any(citation.is_public for citation in citations):
        return []
    if not citations:
        return [_("No passage supports it: add a citation.")]
    return [reason for citation in citations[:3] for reason in of_passage(citation)]


def of_passage(citation):
    if citation.lost:
        return [
            _("The passage “%(words)s” is lost: the article no longer says it.")
            % {"words": citation}
        ]
    if citation.article.is_public:
        return of_words(citation)
    return [_("The cited article “%(title)s” is not public.") % {"title": citation.article}]


def of_whom(fact):
    """That somebody or something it names is withdrawn."""
    named = [getattr(fact, name, None) for name in ("official", "organization", "place")]
    return [
        _("“%(record)s” is withdrawn.") % {"record": record}
        for record in named
        if record is not None and record.withdrawn
    ]
