"""The paragraphs of an article as printed, with marked passages and the notes on them.

What is composed in `archive.views.reading` becomes mark-up here: an article has hundreds of pieces.
"""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from archive.templatetags.markup import escaped, format_html, format_html_join
from archive.templatetags.phrases import phrase as _
from archive.templatetags.quoting import lang
from archive.templatetags.wording import in_short, note_heading

register = template.Library()


@register.simple_tag
def printed_leaf(leaf: Any, language: str) -> SafeString:
    """A paragraph (archive.views.reading.Leaf): its number, its words, the notes on them."""
    words = SafeString("".join(piece_of(each) for each in leaf.pieces))
    row_id, number = "", SafeString('<span class="paragraph-number"></span>')
    if leaf.number:
        row_id = format_html(' id="p{}"', leaf.number)
        number = format_html(
            '<a class="paragraph-number" href="#p{0}">'
            '<span class="hidden-label">{1} </span>{0}</a>',
            leaf.number,
            _("Paragraph"),
        )
    return format_html(
        '<div class="leaf-row"{}>\n{}\n<p class="printed"{}>{}</p>\n{}</div>',
        row_id,
        number,
        lang(language),
        words,
        notes(leaf.marked) if leaf.marked else "",
    )


def piece_of(piece: Any) -> str:
    """Words, a sign for withheld ones, or an edge of a mark."""
    match piece.kind:
        case "words":
            return escaped(piece.words)
        case "withheld":
            sign = _("withheld: %(reason)s") % {"reason": piece.words}
            return format_html('<span class="redacted">{}</span>', sign)
        case "open":
            return opened(piece.marked, is_edge=piece.is_edge)
    return SafeString(f"{number_of(piece.marked) if piece.is_edge else ''}</mark>")


def opened(marked: Any, *, is_edge: bool) -> SafeString:
    """Where a mark begins; where its passage does, with the anchors of all its citations."""
    if not is_edge:
        return format_html('<mark class="passage {}">', marked.support)
    first, *others = marked.citations
    anchors = format_html_join(
        "", '<span class="anchor" id="{}"></span>', ((each.anchor,) for each in others)
    )
    return format_html('<mark class="passage {}" id="{}">{}', marked.support, first.anchor, anchors)


def number_of(marked: Any) -> SafeString:
    """The number after a passage, which leads to its note."""
    return format_html(
        '<a class="ref" href="#n{0}"><span class="hidden-label">{1} </span>{0}</a>',
        marked.number,
        _("Note"),
    )


def notes(passages: list[Any]) -> SafeString:
    """What the passages that begin in a paragraph are about."""
    summary = ngettext(
        "%(number)s marked passage: its facts",
        "%(number)s marked passages: their facts",
        len(passages),
    )
    return format_html(
        '<details class="fold notes"><summary>{}</summary><ul>{}</ul></details>',
        summary % {"number": len(passages)},
        format_html_join("", "{}", ((note_of(each),) for each in passages)),
    )


def note_of(marked: Any) -> SafeString:
    """The number of a passage, which leads back to it, and what it states."""
    return format_html(
        '<li id="n{0}"><a class="note-number" href="#{1}"><span class="hidden-label">{2} </span>'
        "{0}</a><span>{3}</span></li>",
        marked.number,
        marked.citations[0].anchor,
        _("Passage"),
        format_html_join("", "{}", ((facts_of(each),) for each in marked.notes)),
    )


def facts_of(note: list[Any]) -> SafeString:
    """Citations that one heading fits: “Posts: …; …”."""
    return format_html(
        '<span class="note"><span class="fact-kind">{}{}</span>{}</span>',
        note_heading(note),
        " " if note[0].target_name == "about_article" else _(": "),
        format_html_join(_("; "), "{}", ((in_short(each.target),) for each in note)),
    )
