"""Headings: what headers and tables mean that nobody knew, said once by a person."""

from archive.models import User
from archive.resources import SHEETS
from archive.services.importing.headers import key_of
from archive.text.cells import split_list

LEAVE_OUT = "-"
SHOWN = 40  # headers that are asked about at once
LONGEST = 200  # characters of a header that is remembered


def asked(plan):
    """Headers and tables that are not known, each with what it may be called."""
    return [
        {**each, "number": number, "choices": meanings(each["sheet"])}
        for number, each in enumerate(plan.read("headings")[:SHOWN])
    ]


def not_asked(points, unknown):
    """What is to say of the file as a whole, without what is asked about anyway."""
    words = {each["words"] for each in unknown}
    return [each for each in points if not is_asked(each, words)][:SHOWN]


def is_asked(point, words):
    """Whether a point is about nothing but headers that are asked about."""
    value = point.get("value", "")
    return bool(value) and (value in words or words.issuperset(split_list(value)))


def meanings(sheet):
    """The columns of a sheet, or the sheets."""
    if not sheet:
        return list(SHEETS)
    return [column.name for column in SHEETS[sheet].all_columns()]


def told(data, plan):
    """What a form says of the headers asked about: sheet → key → column or ""."""
    found: dict = {}
    for each in asked(plan):
        meaning = data.get(f"heading-{each['number']}", "")
        if meaning == LEAVE_OUT or meaning in each["choices"]:
            said = "" if meaning == LEAVE_OUT else meaning
            found.setdefault(each["sheet"], {})[key_of(each["words"])[:LONGEST]] = said
    return found


def joined(one, other):
    """Both, the second one where they differ."""
    return {sheet: {**one.get(sheet, {}), **other.get(sheet, {})} for sheet in {*one, *other}}


def remembered(user):
    """What a person said about headers before, as far as there are such columns."""
    return {
        sheet: {key: said for key, said in words.items() if not said or said in meanings(sheet)}
        for sheet, words in user.headings.items()
        if not sheet or sheet in SHEETS
    }


def remember(user, headings):
    """Keep what a person said for their next file."""
    known = User.objects.get(pk=user.pk).headings
    User.objects.filter(pk=user.pk).update(headings=joined(known, headings))


def forget_all(user):
    User.objects.filter(pk=user.pk).update(headings={})


def listed(headings):
    """(sheet, header as folded, column or "") of all that was said."""
    return sorted(
        (sheet, key, said) for sheet, words in headings.items() for key, said in words.items()
    )
