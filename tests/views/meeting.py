"""A meeting with all that may belong to one, for tests that read every kind of record."""

from tests import make

WITHHELD = "Wang Xiaoming"
TEXT = (
    "On September 12th, the meeting was held in Dalian. Tan Zuojun, mayor of Dalian, attended. "
    "The farmer Wang Xiaoming told of his harvest. "
    "Dalian City and Liupanshui City signed the Kiwifruit Agreement."
)


def meeting(**article):
    """One public record of every kind by its kind, each with public facts and passages."""
    place = make.place(name="Dalian", latitude="38.91", longitude="121.6")
    body = make.organization(name="Dalian Daily", place=place)
    given = {"title": "The meeting", "text": TEXT, "published": "2018-09-13", "publisher": body}
    source = make.article(**given | article)
    official = make.official(name="Tan Zuojun")
    post = make.post(official=official, article=source, place=place, organization=body)
    event = make.event(
        date="2018?-09-12", date_as_printed="On September 12th", place=place, organization=body
    )
    make.citation(event=event, article=source)
    delegation = make.delegation(from_place=place, to_organization=body)
    agreement = make.agreement(event=event, title="Kiwifruit Agreement")
    who = {"official": official, "organization": body, "place": place}
    appearance = make.appearance(**who, event=event, delegation=delegation, roles=["led"])
    appearance.posts.add(post)
    make.party(agreement=agreement, unsourced=True, **who)
    make.progress(agreement=agreement, unsourced=True, status="in-force", date="2018-09-13")
    for kind, record in who.items():
        make.name(text=f"also {kind}", unsourced=True, **{kind: record})
    for kind, record in {**who, "delegation": delegation, "agreement": agreement}.items():
        make.citation(article=source, exact="signed the Kiwifruit", **{kind: record})
    about = {"about_article": source, "about": "published"}
    make.citation(article=source, exact="On September 12th", **about)
    records = (source, official, delegation, agreement, event, body, place)
    for record in records:
        record.refresh_from_db()
    return {record.record_kind(): record for record in records}
