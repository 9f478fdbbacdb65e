"""Explaining: what each kind of row is and where to start, for editors who come the first time."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.guarding import MAY_IMPORT, may_publish

# What a row of each model is, in a sentence.
MEANINGS = {
    "Article": gettext_lazy("A page of news, kept as printed. Every fact stands on its words."),
    "Official": gettext_lazy("A person who holds or held a post."),
    "Event": gettext_lazy("A meeting, visit, signing or inspection; or a standing tie."),
    "Delegation": gettext_lazy("A group that one place or body sent to another."),
    "Agreement": gettext_lazy("Something signed, planned or renewed."),
    "Organization": gettext_lazy("A body: a government, committee, company or school."),
    "Place": gettext_lazy("A country, province, city, county or village."),
    "Post": gettext_lazy("An article calls an official so: “mayor of Dalian”."),
    "Appearance": gettext_lazy("Somebody was at an event, or in a delegation."),
    "Party": gettext_lazy("One side of an agreement, or who signed or witnessed it."),
    "Progress": gettext_lazy("What became of an agreement after it was signed."),
    "Name": gettext_lazy("Another spelling, script or short form of a name."),
    "Citation": gettext_lazy("Words of an article that support a fact."),
    "Redaction": gettext_lazy("Words of an article that readers may not see."),
    "ImportRun": gettext_lazy("Spreadsheets that were loaded; each can be taken back."),
    "ImportChange": gettext_lazy("What an import did to each record."),
    "FormerSlug": gettext_lazy("Addresses of merged records, which lead on."),
    "User": gettext_lazy("Who may sign in, and what they may do."),
    "Group": gettext_lazy("Rights that several people share."),
}


@dataclass(frozen=True)
class Step:
    """One thing to start with: the link, and what happens there."""

    label: str
    url: str
    about: str


def steps_for(user):
    """The way from a page of news to public facts, as far as this person may go it."""
    articles = reverse("admin:archive_article_changelist")
    steps = []
    if user.has_perm("archive.add_article"):
        about = _("Paste the whole page as printed. It is a draft, which readers do not see.")
        steps.append(Step(_("Add an article"), reverse("admin:archive_article_add"), about))
    if user.has_perm("archive.view_article") and user.has_perm("archive.add_citation"):
        about = _(
            "Choose “Record facts” beside an article, select words in its text, and say what they "
            "tell: a form opens that has them already."
        )
        steps.append(Step(_("Record what it says"), articles, about))
    if user.has_perm("archive.change_article"):
        about = (
            _(
                "Set the status of the article to “published”, and of its events, delegations and "
                "agreements. People, bodies and places follow by themselves."
            )
            if may_publish(user)
            else _("Set its status to “in review”. A publisher decides what readers see.")
        )
        steps.append(Step(_("Show it to readers"), f"{articles}?is_public__exact=0", about))
    if user.has_perm(MAY_IMPORT):
        about = _("You see what a file would change before anything is written.")
        upload = reverse("admin:archive_importrun_upload")
        steps.append(Step(_("Or load a spreadsheet"), upload, about))
    return steps
