"""The parts of drawings that recur: the nodes of a graph, the marks along a line of time.

A drawing has dozens of each, so that they are put together here and not in templates.
"""

from functools import lru_cache
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from archive.templatetags.facts import record_link
from archive.templatetags.frame import as_number, counted, list_name
from archive.templatetags.markup import format_html, format_html_join
from archive.templatetags.phrases import phrase as _

register = template.Library()

RIGHTMOST = 75  # percents: beyond it a number stands left of its mark
EDGES = (4, 96)  # percents: labels nearer to an end begin or end at their mark


@register.simple_tag
def graph_edges(graph: Any) -> SafeString:
    """The lines of a graph (archive.views.graphs) from its middle."""
    return format_html_join(
        "\n",
        '<line class="edge weight-{}" x1="50%" x2="{}%" y1="{}" y2="{}"/>',
        ((node.weight, node.x, graph.middle, node.y) for node in graph.nodes),
    )


@register.simple_tag
def graph_nodes(graph: Any) -> SafeString:
    """Those around the middle of a graph, each with its name, a long and a short one."""
    return SafeString("\n".join(graph_node(node) for node in graph.nodes))


def graph_node(node: Any) -> SafeString:
    title, radius = node.title, node.radius
    x, anchor = (-14, SafeString(' text-anchor="end"')) if node.is_left else (14, "")
    return format_html(
        '<svg x="{0}%" y="{1}" overflow="visible"><a href="{2}" aria-label="{3}">'
        '<title>{3}</title><circle class="halo" r="{4}"/><circle class="node" r="{4}"/>'
        '<text class="short" x="{5}" y="4"{6}>{7}</text>'
        '<text class="long" x="{5}" y="4"{6}>{8}</text></a></svg>',
        *(node.x, node.y, node.address, title, radius, x, anchor, node.short, node.long),
    )


@register.simple_tag
def partner_rows(partners: Any) -> SafeString:
    """With whom a record is reported (archive.views.partners), in how much of each kind."""
    heads = [list_name(kind) for kind in ("event", "delegation", "agreement")]
    everything, between = _("Everything"), _("between them and %(other)s")
    return format_html_join(
        "\n",
        '<tr role="row"><th role="rowheader" scope="row">{}</th>{}<td role="cell">'
        '<a href="{}">{}<span class="hidden-label"> {}</span></a></td></tr>',
        (
            (
                record_link(each.record, "name"),
                number_cells(heads, each.numbers),
                each.address,
                everything,
                between % {"other": each.record},
            )
            for each in partners.rows
        ),
    )


def number_cells(heads: list[str], numbers: list[int]) -> SafeString:
    language = get_language()
    cells = (number_cell(language, *each) for each in zip(heads, numbers, strict=True))
    return SafeString("".join(cells))


@lru_cache(maxsize=2000)
def number_cell(_language: str, head: str, number: int) -> SafeString:
    """A number under its head: tables are full of the same small ones."""
    return format_html(
        '<td role="cell" class="number{}" data-label="{}">{}</td>',
        *("" if number else " zero", head, as_number(number)),
    )


@register.simple_tag
def timeline_marks(drawn: Any) -> SafeString:
    """The dots and bars of a plot (archive.views.plots), each with its ticks and label."""
    return SafeString("\n".join(timeline_mark(mark) for mark in drawn.marks))


def timeline_mark(mark: Any) -> SafeString:
    is_dot = mark.x == mark.to
    return format_html(
        '{}<svg x="{}%" overflow="visible">{}{}{}{}</svg>',
        "" if is_dot else bar(mark),
        mark.x,
        ticks(mark.ticks),
        agreements_of(mark) if mark.agreements else "",
        dot(mark) if is_dot else "",
        label(mark) if mark.level else "",
    )


def bar(mark: Any) -> SafeString:
    return format_html(
        '<line class="dot {}" x1="{}%" x2="{}%" y1="106" y2="106" stroke-width="6">'
        "<title>{}</title></line>\n",
        *(mark.sureness, mark.x, mark.to, mark.title),
    )


def ticks(heights: list[int]) -> SafeString:
    line = '<line class="tick" x1="-7" x2="7" y1="{0}" y2="{0}"/>'
    return format_html_join("", line, ((y,) for y in heights))


def agreements_of(mark: Any) -> SafeString:
    """How many agreements were signed then, beside the ticks."""
    x, anchor = (-14, SafeString(' text-anchor="end"')) if mark.x > RIGHTMOST else (14, "")
    number = counted("agreement", mark.agreements)
    return format_html('<text x="{}"{} y="{}">{}</text>', x, anchor, mark.count_y, number)


def dot(mark: Any) -> SafeString:
    return format_html(
        '<circle class="halo" cy="106" r="8"/>'
        '<circle class="dot {}" pathLength="36" cy="106" r="5.5"><title>{}</title></circle>',
        *(mark.sureness, mark.title),
    )


def label(mark: Any) -> SafeString:
    """The day under or above a mark; at either end it keeps within the drawing."""
    first, last = EDGES
    anchor = "end" if mark.x > last else "middle"
    if mark.x < first or mark.x != mark.to:
        anchor = "start"
    y = 92 if mark.level == "above" else 132
    return format_html('<text y="{}" text-anchor="{}">{}</text>', y, anchor, mark.label)
