"""Accounts: what each of several articles says of one event, side by side where they differ."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.models import Appearance, Article, Citation, Supports


@dataclass
class Account:
    """One article's account: its words on the event, how many it names, and whom it alone does."""

    article: Article
    citations: list[Citation] = field(default_factory=list)
    people: int = 0
    only: list[Appearance] = field(default_factory=list)


def accounts_of(citations: Iterable[Citation], people: Iterable[Appearance]) -> list[Account]:
    """The accounts of an event, the oldest article first; none where one article tells it all.

    `citations` of the event itself, and `people` there with their `public_citations`: nothing
    here asks the database.
    """
    accounts: dict[int, Account] = {}
    for citation in citations:
        # What only supports one field stands beside it.
        if not citation.about or citation.supports == Supports.CONTRADICTS:
            account_in(accounts, citation).citations.append(citation)
    for appearance in people:
        tellers = {each.article_id: each for each in appearance.public_citations}
        for citation in tellers.values():
            account = account_in(accounts, citation)
            account.people += 1
            account.only += [appearance] if len(tellers) == 1 else []
    if len(accounts) < 2:
        return []
    # Dates as EDTF stand in order as text; whoever gives none comes last.
    return sorted(
        accounts.values(),
        key=lambda each: (not each.article.published, each.article.published, each.article.pk),
    )


def account_in(accounts: dict[int, Account], citation: Citation) -> Account:
    return accounts.setdefault(citation.article_id, Account(citation.article))
