"""A town with all that a page may show from afar: as many steps from one record to the other
as any page looks."""

from types import SimpleNamespace

from archive.models import RECORDS
from tests import make
from tests.views.hidden_world import settled_once

SENTENCE = "Tan Zuojun, mayor of Dalian, attended"
HELD = "the meeting was held in Dalian"
SIGNED = "signed the Kiwifruit Agreement"


class Town(SimpleNamespace):
    """Its records and facts by short names."""

    def records(self):
        return [each for each in vars(self).values() if type(each) in RECORDS.values()]


def town(name):
    """The records of one town; nothing of it refers to another one."""
    with settled_once():
        made = Town(**people_and_places(name))
        vars(made).update(what_is_reported(made, name))
        vars(made).update(what_was_signed(made, name))
        vars(made).update(passages(made))
    made.led.posts.add(made.post)
    made.toured.posts.add(made.post)
    made.hosted.posts.add(made.second_post)
    for record in vars(made).values():
        record.refresh_from_db()
    return made


def people_and_places(name):
    province = make.place(name=f"{name} Province", level="province")
    city = make.place(name=f"{name} City", level="prefecture", parent=province)
    district = make.place(name=f"{name} District", level="district", parent=city)
    university = make.organization(name=f"{name} University", place=city)
    mayor, deputy = (make.official(name=f"{name} {post}") for post in ("Mayor", "Deputy"))
    return {
        "province": province,
        "city": city,
        "district": district,
        "university": university,
        "mayor": mayor,
        "deputy": deputy,
        "school": make.organization(name=f"{name} School", place=district, parent=university),
        "daily": make.organization(name=f"{name} Daily"),
        "also": make.name(text=f"{name} Metropolis", place=city),
        "alias": make.name(text=f"{name} Major", official=mayor, unsourced=True),
        "short": make.name(text=f"{name} Uni", organization=university, unsourced=True),
    }


def what_is_reported(t, name):
    text = f"{make.TEXT} A farmer of {name} told of the harvest."
    article = make.article(title=f"{name} report", text=text, publisher=t.daily)
    public = {"article": article, "cited": False}
    held = {"kind": "meeting", "date": "2018-09-12"}
    conference = make.event(label=f"{name} Conference", place=t.city, date="2018-09")
    meeting = make.event(
        label=f"{name} Meeting", parent=conference, place=t.district, organization=t.school, **held
    )
    visit = make.event(label=f"{name} Visit", kind="visit")
    ends = {"from_place": t.city, "to_organization": t.university}
    delegation = make.delegation(label=f"{name} Delegation", **ends)
    there = {"cited": False, "unsourced": True}
    return {
        "article": article,
        "conference": conference,
        "meeting": meeting,
        "translation": make.article(title=f"{name} translated", translation_of=article),
        "other": make.article(title=f"{name} again", text=text),
        "delegation": delegation,
        "visit": visit,
        "toured": make.appearance(official=t.mayor, event=visit, place=t.city, cited=False),
        "post": make.post(
            official=t.mayor, organization=t.university, place=t.city, title="rector", **public
        ),
        "second_post": make.post(
            official=t.deputy, organization=t.school, title="head", unsourced=True, **public
        ),
        "led": make.appearance(
            official=t.mayor, event=meeting, delegation=delegation, roles=["led"], cited=False
        ),
        "hosted": make.appearance(
            official=t.deputy, event=meeting, side="host", organization=t.school, **there
        ),
        "spoke": make.appearance(official=t.deputy, event=conference, place=t.district, **there),
        "group": make.appearance(group=f"{name} leaders", delegation=delegation, **there),
    }


def what_was_signed(t, name):
    pact = make.agreement(title=f"{name} Pact", event=t.meeting, kinds=["mou"])
    protocol = make.agreement(title=f"{name} Protocol", event=t.conference)
    together = {"set": f"{name} set", "date": "2018-09-13"}
    loose, looser = (make.agreement(title=f"{name} {n}", **together) for n in ("Loose", "Looser"))
    free = {"unsourced": True}
    return {
        "pact": pact,
        "protocol": protocol,
        "loose": loose,
        "looser": looser,
        "side": make.party(agreement=pact, organization=t.university),
        "signed": make.party(agreement=pact, official=t.mayor, role="signatory", **free),
        "school_side": make.party(agreement=protocol, organization=t.school, **free),
        "district_side": make.party(agreement=loose, place=t.district, **free),
        "carried_out": make.progress(agreement=pact, status="completed", date="2019", **free),
    }


def passages(t):
    def cited(exact, article=t.article, **about):
        return make.citation(article=article, exact=exact, **about)

    return {
        "of_meeting": cited(HELD, event=t.meeting),
        "of_day": cited("On September 12th", event=t.meeting, about="date"),
        "of_delegation": cited(SENTENCE, delegation=t.delegation),
        "of_led": cited(SENTENCE, appearance=t.led),
        "of_visit": cited(SENTENCE, t.other, appearance=t.toured),
        "of_post": cited(SENTENCE, post=t.post),
        "of_pact": cited(SIGNED, agreement=t.pact),
        "of_side": cited(SIGNED, party=t.side),
        "of_city": cited("Dalian City", place=t.city, supports="mentions"),
        "of_also": cited("Dalian City", name=t.also),
        "of_title": cited("On September 12th", about_article=t.article, about="published"),
        "of_other": cited(HELD, article=t.other, event=t.conference),
    }
