"""The peer's models: the columns of the sheets, references as foreign keys."""

from django.db import models


def words(length=500):
    return models.CharField(max_length=length, blank=True)


def reference(model):
    return models.ForeignKey(
        model, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class Record(models.Model):
    slug = models.SlugField(max_length=100, unique=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.slug


class Place(Record):
    name = words()
    native_name = words()
    level = words(30)
    parent = reference("self")


class Organization(Record):
    name = words()
    native_name = words()
    kind = words(30)
    parent = reference("self")
    place = reference(Place)


class Official(Record):
    name = words()
    native_name = words()
    note = models.TextField(blank=True)
    wikidata = words(30)


class Article(Record):
    title = words(1000)
    kicker = words()
    publisher = reference(Organization)
    byline = words()
    url = models.URLField(max_length=1000, blank=True)
    retrieved_on = models.DateField(null=True, blank=True)
    rights = words()
    published = models.DateField(null=True, blank=True)
    published_basis = words(30)
    language = words(30)
    text = models.TextField()
    body_start = models.IntegerField(null=True, blank=True)
    body_end = models.IntegerField(null=True, blank=True)
    status = words(30)


class Fact(Record):
    inferred = words()
    article = reference(Article)
    quote = models.TextField(blank=True)

    class Meta:
        abstract = True


class Dated(Fact):
    date = models.DateField(null=True, blank=True)
    date_as_printed = words()
    date_basis = words(30)
    date_note = words()
    status = words(30)

    class Meta:
        abstract = True


class Post(Fact):
    official = reference(Official)
    title = words()
    organization = reference(Organization)
    place = reference(Place)
    since = words(30)
    until = words(30)


class Event(Dated):
    label = words()
    kind = words(30)
    place = reference(Place)
    organization = reference(Organization)
    venue = words()
    parent = reference("self")


class Delegation(Dated):
    label = words()
    from_place = reference(Place)
    from_organization = reference(Organization)
    to_place = reference(Place)
    to_organization = reference(Organization)
    size = words(100)
    purpose = words()


class Appearance(Fact):
    official = reference(Official)
    group = words()
    organization = reference(Organization)
    place = reference(Place)
    event = reference(Event)
    delegation = reference(Delegation)
    side = words(30)
    roles = words()


class Agreement(Dated):
    title = words()
    subject = words()
    kinds = words()
    kind_as_printed = words()
    set = words()
    event = reference(Event)
    place = reference(Place)


class Party(Fact):
    agreement = reference(Agreement)
    organization = reference(Organization)
    place = reference(Place)
    official = reference(Official)
    unnamed = words()
    position = models.IntegerField(null=True, blank=True)
    role = words(30)
