"""What the tests of the admin share: one row of every model, and its screens."""

from django.urls import reverse
from django.utils import timezone

from archive.models import FormerSlug, ImportChange, ImportRun
from tests import make


def import_run():
    run = ImportRun.objects.create(
        file_name="facts.xlsx",
        sha256="0" * 64,
        started_at=timezone.now(),
        counts={"officials": {"created": 3, "unchanged": 0}},
    )
    ImportChange.objects.create(
        run=run, sheet="officials", row=2, action="created", slug="tan-zuojun", record_id=1
    )
    return run


def import_change():
    return import_run().changes.get()


def former_slug():
    number = next(make.numbers)
    return FormerSlug.objects.create(
        kind="official", slug=f"old-{number}", current_slug=f"new-{number}"
    )


def appearance_with_posts():
    """An appearance that says all it can."""
    post = make.post()
    made = make.appearance(
        official=post.official,
        delegation=make.delegation(),
        organization=make.organization(),
        place=make.place(),
        roles=["led", "spoke"],
        side="guest",
    )
    made.posts.add(post)
    return made


def busy_agreement():
    return make.agreement(parties=["Dalian City", "Panzhou City"], event=make.event())


def nested_place():
    return make.place(parent=make.place(parent=make.place()))


def housed_organization():
    return make.organization(parent=make.organization(), place=make.place())


def official_with_post():
    official = make.official()
    make.post(official=official)
    make.name(official=official)
    return official


def event_with_people():
    event = make.event(place=make.place(), organization=make.organization())
    make.appearance(event=event)
    make.citation(event=event)
    return event


def article_with_passages():
    article = make.article(publisher=make.organization())
    make.citation(article=article, event=make.event())
    make.citation(article=article, party=make.party(official=make.official()))
    make.redaction(article=article)
    return article


# Model → how to make one that uses as many of its relations as it can.
RECORDS_AND_FACTS = {
    "article": article_with_passages,
    "official": official_with_post,
    "event": event_with_people,
    "delegation": lambda: make.delegation(from_place=make.place(), to_place=make.place()),
    "agreement": busy_agreement,
    "organization": housed_organization,
    "place": nested_place,
    "post": make.post,
    "appearance": appearance_with_posts,
    "party": lambda: make.party(official=make.official(), place=make.place()),
    "progress": lambda: make.progress(date="2018-09"),
    "name": make.name,
    "citation": lambda: make.citation(post=make.post(cited=False)),
    "redaction": make.redaction,
}
LEDGERS = {
    "importrun": import_run,
    "importchange": import_change,
    "formerslug": former_slug,
}
EVERYTHING = {**RECORDS_AND_FACTS, **LEDGERS}


def url(model, screen, *args):
    return reverse(f"admin:archive_{model}_{screen}", args=args)


def change_url(record):
    return url(record._meta.model_name, "change", record.pk)


def typed(response):
    """What a browser would send back if nothing were touched: the data of the page's forms."""
    form = response.context["adminform"].form
    data = fields_of(form)
    for inline in response.context["inline_admin_formsets"]:
        formset = inline.formset
        data |= fields_of(formset.management_form)
        for each in formset.forms:
            data |= fields_of(each)
    return data


def fields_of(form):
    data = {}
    for bound in form:
        value = bound.value()
        if bound.field.disabled or value is None or value is False:
            continue
        data[bound.html_name] = (
            list(value)
            if isinstance(value, (list, tuple, set))
            else "on"
            if value is True
            else value
        )
    return data


def sent(client, record, **changes):
    """The answer to a change form with these changes, everything else as it was."""
    return client.post(change_url(record), typed(client.get(change_url(record))) | changes)


def added(client, model, **given):
    return client.post(url(model, "add"), typed(client.get(url(model, "add"))) | given)


def rows(prefix, *each):
    """The data of new inline rows."""
    data = {f"{prefix}-TOTAL_FORMS": str(len(each))}
    for number, row in enumerate(each):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data
