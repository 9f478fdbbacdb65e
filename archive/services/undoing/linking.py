"""Linking: references that come back with what they refer to, without being written themselves.

A post or article that is deleted takes the references of others to it along unseen; the last
history entries of these still have them.
"""

from collections.abc import Sequence
from typing import Any

from archive.models import Appearance, Article, Post
from archive.services.holding import held_then, last_entries, link


def link_again(model: type[Any], ids: Sequence[int]) -> None:
    """Give back to others their references to records that are there again."""
    if model is Post:
        link_posts(ids)
    elif model is Article:
        link_translations(ids)


def link_posts(ids: Sequence[int]) -> None:
    rows = held_then().objects.filter(post__in=ids)
    told = list(rows.values_list("appearance_id", "post_id", "history_id"))
    last = last_entries(Appearance, {one for one, _post, _entry in told})
    link((one, post) for one, post, entry in told if last[one] == entry)


def link_translations(ids: Sequence[int]) -> None:
    rows = Article.history.filter(translation_of__in=ids)
    told = list(rows.values_list("id", "translation_of", "history_id"))
    last = last_entries(Article, {one for one, _original, _entry in told})
    for one, original, entry in told:
        if last[one] == entry:
            Article.objects.filter(pk=one, translation_of=None).update(translation_of=original)
