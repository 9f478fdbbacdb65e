"""The pages of articles."""

from django.db.models import Prefetch

from archive.filters import ArticleFilter
from archive.models import Agreement, Article, Citation, Delegation, Event, Official
from archive.models.prepared import Prepared
from archive.views.details import RecordDetail
from archive.views.lists import RecordList
from archive.views.reading import read
from archive.views.rows import Rows

TEMPLATE = "archive/article_list.html"
LISTED = Article.objects.public().for_list().prefetch_related("redactions")
ROWS = Rows(TEMPLATE, Prepared(lambda ids: LISTED.filter(pk__in=ids)), kinds=["article"])


class ArticleList(RecordList):
    filterset_class = ArticleFilter
    queryset = LISTED.latest_first()
    list_rows = ROWS
    template_name = TEMPLATE


TRANSLATIONS = Article.objects.defer("text").prefetch_related("redactions")


class ArticleDetail(RecordDetail):
    queryset = Article.objects.select_related("publisher", "translation_of").prefetch_related(
        "redactions", "translation_of__redactions", Prefetch("translations", TRANSLATIONS)
    )
    template_name = "archive/article_detail.html"
    context_object_name = "article"

    def get_context_data(self, **kwargs):
        article = self.object
        reading = read(
            article,
            citations=citations_of(article.pk),
            redactions=article.redactions.all(),
        )
        return super().get_context_data(
            reading=reading, related=related(reading.citations), **kwargs
        )


@Prepared
def citations_of(article):
    """The public citations of the article with all that its notes print: one statement."""
    rows = Citation.objects.public().filter(article=article).with_targets().in_text_order()
    return rows.select_related(
        "agreement__event",
        "appearance__delegation",
        "party__official",
        "name__official",
        "name__organization",
        "name__place",
    ).defer("about_article__text")


def related(citations):
    """The public records that the passages speak of: [(kind, records)], as first named."""
    found = {Event: {}, Delegation: {}, Agreement: {}, Official: {}}
    for citation in citations:
        target = citation.target
        for record in [target, *(getattr(target, name, None) for name in ROADS)]:
            if type(record) in found and record.is_public:
                found[type(record)][record.pk] = record
    return [
        (model.record_kind(), list(records.values())) for model, records in found.items() if records
    ]


ROADS = ["event", "delegation", "agreement", "official"]
