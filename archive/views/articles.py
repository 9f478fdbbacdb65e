"""The pages of articles."""

from archive.filters import ArticleFilter
from archive.models import Article
from archive.views.details import RecordDetail
from archive.views.lists import RecordList


class ArticleList(RecordList):
    filterset_class = ArticleFilter
    queryset = Article.objects.public().for_list().prefetch_related("redactions").latest_first()
    template_name = "archive/article_list.html"
    context_object_name = "articles"


class ArticleDetail(RecordDetail):
    queryset = Article.objects.select_related("publisher").prefetch_related("redactions")
    template_name = "archive/article_detail.html"
    context_object_name = "article"
