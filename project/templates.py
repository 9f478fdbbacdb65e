"""Templates compiled for each language, with what is the same on every page put in once.

To translate a phrase or to reverse an address while a page is rendered takes longer than many
a query, and a page has a hundred of them. Each template is compiled for each language: phrases
and addresses without variables become part of its text.
"""

from collections.abc import Iterator
from typing import Any

from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, TextNode, TokenType, Variable
from django.template.defaulttags import (
    AutoEscapeControlNode,
    CommentNode,
    IfNode,
    LoadNode,
    URLNode,
)
from django.template.library import SimpleNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.template.loaders import cached
from django.templatetags.i18n import BlockTranslateNode, LanguageNode, TranslateNode
from django.templatetags.static import StaticNode
from django.urls import get_script_prefix
from django.utils.translation import get_language

from archive.templatetags.facts import between_terms, not_stated
from archive.templatetags.frame import same_everywhere

SILENT = (CommentNode, LoadNode)
APART = (AutoEscapeControlNode, LanguageNode)  # what is in them would be something else outside
SAME_EVERYWHERE = (between_terms, not_stated, same_everywhere)  # own tags
FULL_WIDTH_COLON = "\uff1a"
OWN_ADDRESSES = "archive:"  # those of the admin depend on the request


class Loader(cached.Loader):
    """Keeps compiled templates like Django's own, apart for each language and address prefix."""

    def cache_key(self, template_name, skip=None):
        return f"{get_language()} {get_script_prefix()} {super().cache_key(template_name, skip)}"

    def get_template(self, template_name, skip=None):
        template = super().get_template(template_name, skip)
        if not hasattr(template, "is_settled"):
            context = Context()
            with context.bind_template(template):
                settle(template.nodelist, context)
            template.nodelist[:] = self.extended(template)
            template.is_settled = True
        return template

    def extended(self, template) -> list[Node]:
        """Its nodes, in those of the template that it extends.

        Left to Django: what asks for the words of the block that it replaces.
        """
        *before, last = template.nodelist or [None]
        if not isinstance(last, ExtendsNode) or not is_named(last.parent_name):
            return template.nodelist
        parent_name: Any = last.parent_name
        name = parent_name.var
        if name == template.name or "block.super" in template.source:
            return template.nodelist
        parent = self.get_template(name).nodelist
        if any(is_left_alone(node) for node in parent):
            return template.nodelist
        return [*before, *with_blocks(parent, last.blocks)]


def is_left_alone(node: Node) -> bool:
    """Whether a template cannot be put into one that has this node."""
    if isinstance(node, BlockNode):
        return any(is_left_alone(each) for each in node.nodelist)
    return isinstance(node, ExtendsNode) or bool(node.get_nodes_by_type(BlockNode))


def with_blocks(nodes: NodeList, blocks: dict[str, BlockNode]) -> NodeList:
    """The nodes, with these blocks for those of the same names."""
    found = NodeList()
    for node in nodes:
        if isinstance(node, BlockNode):
            chosen = blocks.get(node.name, node)
            block = BlockNode(chosen.name, with_blocks(chosen.nodelist, blocks))
            block.token, block.origin = chosen.token, chosen.origin
            found.append(block)
        else:
            found.append(node)
    return found


class Named:
    """The template that an include names, found once; stands in the place of its name."""

    def __init__(self, name: str):
        self.name = name
        self.template: Any = None

    def resolve(self, context: Any):
        if self.template is None:
            self.template = context.template.engine.get_template(self.name)
        return self.template


def settle(nodes: NodeList, context: Context) -> None:
    """Put text in the place of each node that is the same on every page, within others too."""
    found: list[Node] = []
    for node in nodes:
        each = said(node, context)
        if each is None:
            continue
        last = found[-1] if found else None
        if isinstance(each, TextNode) and isinstance(last, TextNode):
            found.pop()
            each = text(joined(last.s, each.s), node)
        for within in parts_of(each):
            settle(within, context)
        found.append(each)
    nodes[:] = found


def said(node: Node, context: Context) -> Node | None:
    """The node, the text that it says on every page, or None where it says nothing."""
    if isinstance(node, SILENT):
        return None
    if isinstance(node, IncludeNode) and is_named(node.template):
        included: Any = node
        included.template = Named(included.template.var)
    return text(node.render(context), node) if is_same_everywhere(node) else node


def joined(words: str, more: str) -> str:
    """Both, one after the other; a full-width colon brings its own space."""
    return words + (more.lstrip(" ") if words.endswith(FULL_WIDTH_COLON) else more)


def text(words: str, node: Node) -> TextNode:
    """A text at the place of a node."""
    made = TextNode(words)
    made.token, made.origin = node.token, node.origin
    return made


def parts_of(node: Node) -> Iterator[NodeList]:
    """The lists of nodes within a node."""
    if isinstance(node, APART):
        return
    if isinstance(node, IfNode):
        yield from (nodes for _condition, nodes in node.conditions_nodelists)
        return
    for name in node.child_nodelists:
        nodes = getattr(node, name, None)
        if isinstance(nodes, NodeList):
            yield nodes


def is_same_everywhere(node: Node) -> bool:
    """Whether it says the same on every page of a language."""
    match node:
        case TranslateNode():
            return not node.asvar and not node.message_context and is_fixed(node.filter_expression)
        case BlockTranslateNode():
            return is_plain(node)
        case URLNode():
            given = node.args or node.kwargs or node.asvar or not is_fixed(node.view_name)
            return not given and str(node.view_name.var).startswith(OWN_ADDRESSES)
        case StaticNode():
            return not node.varname and is_fixed(node.path)
        case SimpleNode():
            given = [*node.args, *node.kwargs.values()]
            return (
                node.func in SAME_EVERYWHERE and not node.target_var and all(map(is_fixed, given))
            )
    return False


def is_plain(node: BlockTranslateNode) -> bool:
    """Whether words are all there is in it."""
    given = node.extra_context or node.plural or node.asvar or node.message_context
    return not given and all(token.token_type == TokenType.TEXT for token in node.singular)


def is_named(expression: Any) -> bool:
    """Whether it is the name of a template, and not one that goes by where it stands."""
    name = expression.var
    return isinstance(name, str) and not expression.filters and not name.startswith(".")


def is_fixed(expression: FilterExpression) -> bool:
    """Whether it is a literal without filters."""
    var = expression.var
    is_literal = var.lookups is None if isinstance(var, Variable) else isinstance(var, str)
    return is_literal and not expression.filters
