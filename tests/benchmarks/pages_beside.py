"""What stands beside our pages: Django as its documentation teaches it, and the bare floor."""

from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template import engines
from django.utils.html import escape

from archive.models import Article

PAGE = 50
HITS = 20
HEAD = "<!doctype html><title>Articles</title><table>"
COLUMNS = "a.slug, a.title, a.published, p.name"
JOINED = "archive_article a LEFT JOIN archive_organization p ON p.id = a.publisher_id"

ROWS = """<!doctype html><title>Articles</title><p>{{ page.paginator.count }}</p><table>
{% for article in page %}<tr><td>{{ article.published_earliest|date }}</td>
<td><a href="{{ article.get_absolute_url }}">{{ article.title }}</a></td>
<td>{{ article.publisher.name }}</td><td>{{ article.text|truncatewords:30 }}</td></tr>{% endfor %}
</table>{% if page.has_next %}<a href="?page={{ page.next_page_number }}">next</a>{% endif %}"""
ONE = """<!doctype html><title>{{ article.title }}</title><h1>{{ article.title }}</h1>
<p>{{ article.published_earliest|date }} {{ article.publisher.name }}</p>
{{ article.text|linebreaks }}<ul>{% for each in article.citations.all %}<li>{{ each.shown }}
{{ each.event.label }} {{ each.agreement.title }}</li>{% endfor %}</ul>"""


def hello(request):
    return HttpResponse("hello")


def rendered(source, context):
    template = TEMPLATES.get(source) or engines["django"].from_string(source)
    TEMPLATES[source] = template
    return HttpResponse(template.render(context))


TEMPLATES: dict = {}


def plain_list(request):
    """Articles with a count of all, by numbered pages, searched by `icontains`."""
    rows = Article.objects.filter(is_public=True).select_related("publisher")
    rows = rows.order_by("-sorts_on", "-pk")
    if words := request.GET.get("q"):
        rows = rows.filter(Q(title__icontains=words) | Q(text__icontains=words))
    if publisher := request.GET.get("publisher"):
        rows = rows.filter(publisher__slug=publisher)
    return rendered(ROWS, {"page": Paginator(rows, PAGE).get_page(request.GET.get("page"))})


def plain_detail(request, slug):
    rows = Article.objects.filter(is_public=True).select_related("publisher")
    return rendered(ONE, {"article": get_object_or_404(rows, slug=slug)})


def asked(sql, *parameters):
    with connection.cursor() as cursor:
        return cursor.execute(sql, parameters).fetchall()


def table(rows):
    cells = "".join(
        f'<tr><td>{published}<td><a href="/articles/{slug}/">{escape(title)}</a>'
        f"<td>{escape(publisher or '')}"
        for slug, title, published, publisher in rows
    )
    return HttpResponse(f"{HEAD}{cells}</table>")


def floor_list(request):
    """Articles by their index, after the row that the address names."""
    where, parameters = "a.is_public = TRUE", []
    if publisher := request.GET.get("publisher"):
        where += " AND p.slug = %s"
        parameters.append(publisher)
    if after := request.GET.get("after"):
        pk, _dot, day = after.partition(".")
        where += " AND (a.sorts_on, a.id) < (%s, %s)"
        parameters += [day, int(pk)]
    order = f"ORDER BY a.sorts_on DESC, a.id DESC LIMIT {PAGE}"
    sql = f"SELECT {COLUMNS} FROM {JOINED} WHERE {where} {order}"
    return table(asked(sql, *parameters))


MATCHES = {
    "sqlite": "archive_text_index MATCH %s",
    "postgresql": "i.archive_text_index @@ websearch_to_tsquery('simple', %s)",
}


def floor_search(request):
    found = (
        "SELECT e.slug, e.title, e.sorts_on, '' FROM archive_text_index i"
        " JOIN archive_searchentry e ON e.id = i.rowid"
        f" WHERE {MATCHES[connection.vendor]} ORDER BY i.rowid LIMIT {HITS}"
    )
    return table(asked(found, request.GET["q"]))


def floor_detail(request, slug):
    ((title, day, text, publisher),) = asked(
        f"SELECT a.title, a.published, a.text, p.name FROM {JOINED} WHERE a.slug = %s", slug
    )
    facts = asked(
        "SELECT c.shown FROM archive_citation c JOIN archive_article a ON a.id = c.article_id"
        " WHERE a.slug = %s AND c.is_public ORDER BY c.start",
        slug,
    )
    listed = "".join(f"<li>{escape(shown)}" for (shown,) in facts)
    page = f"<h1>{escape(title)}</h1><p>{day} {publisher}</p>{escape(text)}<ul>{listed}</ul>"
    return HttpResponse(f"<!doctype html><title>{escape(title)}</title>{page}")
