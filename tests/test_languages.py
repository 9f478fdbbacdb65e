"""The Chinese interface: a whole catalogue, whole pages, and the way between the languages."""

import ast
import re
import struct
from collections import Counter, defaultdict
from gettext import GNUTranslations
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.utils.translation import override
from django.utils.translation.template import templatize

from archive.models import RECORDS, Status
from tests import make

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "archive" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
TO_MEND = "run manage.py makemessages -l zh_Hans --no-location --no-obsolete, translate, compile"

CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
CALL_IN_TEMPLATE = re.compile(
    r"""\b(?:n?gettext|_)\(u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""", re.DOTALL
)
PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}|</?[a-z][^>]*>")
HAN = re.compile(r"[\u4e00-\u9fff]")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!.](?:\s|$)")

# Names of formats and standards, and the example that explains how sure a fact is.
LATIN = set(
    "API APA BY BibTeX CC CSL CSV Chicago EDTF English Frictionless GET JSON OpenAPI RFC RIS SHA"
    " SQLite TXT Web Annotation Wikidata Wikipedia Wang XLSX Zhong en inferred null slug zip zh"
    " Hans".split()
)
TEXT = "2018年9月12日，会议在大连举行。大连市市长谭作钧出席会议。大连市与六盘水市签署猕猴桃协议。"
LISTS = [f"{kind}s" for kind in RECORDS]


def read(path):
    """The entries of a catalogue; the first is its header."""
    for block in path.read_text().split("\n\n"):
        entry, key = defaultdict(str), ""
        for line in block.splitlines():
            if line.startswith("#"):
                entry["flags"] += line if line.startswith("#,") else ""
                continue
            if not line.startswith('"'):
                key, line = line.split(" ", 1)
            entry[key] += ast.literal_eval(line)
        yield entry


HEADER, *ENTRIES = read(CATALOGUE)
BY_MESSAGE = {entry["msgid"]: entry["msgstr"] or entry["msgstr[0]"] for entry in ENTRIES}


def messages_in_python():
    for path in (*(ROOT / "archive").rglob("*.py"), *(ROOT / "project").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant):
                    yield first.value


def messages_in_templates():
    for path in (ROOT / "templates").rglob("*.html"):
        for found in CALL_IN_TEMPLATE.finditer(templatize(path.read_text())):
            yield ast.literal_eval(found[1])


def test_every_message_of_the_site_is_in_the_catalogue():
    messages = {*messages_in_python(), *messages_in_templates()}

    assert len(messages) > 1000  # else nothing was found
    assert sorted(messages - BY_MESSAGE.keys()) == [], TO_MEND


def test_every_message_is_translated_and_none_is_a_guess():
    assert [message for message, words in BY_MESSAGE.items() if not words] == []
    assert [entry["msgid"] for entry in (HEADER, *ENTRIES) if "fuzzy" in entry["flags"]] == []


def test_a_translation_is_chinese_down_to_its_punctuation():
    names = re.compile(r"<q.*</q>|%\(\w+\)s|\{\w+\}|Wang Zhong")  # the example's, as printed
    own = {names.sub("", words) for words in BY_MESSAGE.values()}
    english = {words for words in own if re.search("[A-Za-z]", words) and not HAN.search(words)}

    assert english == {"API"}
    assert [words for words in own if HALF_WIDTH.search(words)] == []


def test_a_translation_keeps_placeholders_and_markup():
    for entry in ENTRIES:
        original = entry["msgid_plural"] or entry["msgid"]
        translated = BY_MESSAGE[entry["msgid"]]
        kept = [Counter(PLACEHOLDERS.findall(words)) for words in (original, translated)]
        assert kept[0] == kept[1], original


def test_the_compiled_catalogue_is_in_step_with_the_written_one():
    compiled = CATALOGUE.with_suffix(".mo")
    with compiled.open("rb") as file:
        translations = GNUTranslations(file)
    (number,) = struct.unpack("<I", compiled.read_bytes()[8:12])

    assert number == len(ENTRIES) + 1  # and the header
    for entry in ENTRIES:
        message, plural = entry["msgid"], entry["msgid_plural"]
        said = translations.ngettext(message, plural, 2) if plural else None
        assert (said or translations.gettext(message)) == BY_MESSAGE[message]


class Page(HTMLParser):
    """The words of a page that are the site's own, and the languages it links to."""

    VOID = frozenset("meta link input br line circle path rect img hr use".split())
    SPOKEN = ("aria-label", "data-label", "placeholder", "title")

    def __init__(self, html):
        super().__init__()
        self.open, self.words, self.languages, self.language = [], [], {}, ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "html":
            self.language = given["lang"]
        if "hreflang" in given and tag == "a":
            self.languages[given["hreflang"]] = given["href"]
        if tag not in self.VOID:
            self.open.append((tag, self.is_quoted(tag, given)))
        self.words += [given[name] for name in self.SPOKEN if given.get(name)]

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not any(quoted for _tag, quoted in self.open):
            self.words.append(data)

    @staticmethod
    def is_quoted(tag, given):
        """Whether an element holds another language, code, or words of an article."""
        return (
            tag in {"script", "style", "pre", "code", "q", "blockquote"}
            or "quote" in given.get("class", "").split()
            or not given.get("lang", "zh").startswith("zh")
        )

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())

    @property
    def latin(self):
        text = re.sub(r"https?://\S+|\d{4}-\d\d\S*", "", self.text)
        return set(re.findall(r"[A-Za-z]{2,}", text)) - LATIN


def page(client, address, status=200):
    """A page as read; its language stays with its own request."""
    with override(None):
        response = client.get(address)
    assert response.status_code == status
    return Page(response.content.decode())


@pytest.fixture
def records():
    """A record of each kind and facts between them, all with Chinese words."""
    paper = make.organization(name="大连日报", kind="media")
    article = make.article(
        title="大连六盘水签署协议",
        text=TEXT,
        language="zh-Hans",
        publisher=paper,
        published="2018-12-03",
        retrieved_on="2026-11-02",
        byline="刘佳宁",
    )
    city = make.place(name="大连", level="prefecture")
    meeting = make.event(label="推进会", kind="meeting", date="2018-09-12", place=city)
    group = make.delegation(
        label="六盘水代表团", from_place=make.place(name="六盘水"), to_place=city
    )
    mayor = make.official(name="谭作钧", native_name="谭作钧")
    post = make.post(official=mayor, article=article, title="大连市市长", place=city, cited=False)
    sighting = make.appearance(
        official=mayor, event=meeting, delegation=group, roles=["spoke", "led"], cited=False
    )
    sighting.posts.set([post])
    signed = make.agreement(title="猕猴桃协议", kinds=["framework"], event=meeting)
    side = make.party(agreement=signed, organization=paper, position=1)
    other = make.name(official=mayor, text="谭市长")
    spoken = {"post": post, "appearance": sighting, "party": side, "name": other}
    for kind, fact in spoken.items():
        make.citation(article=article, exact="大连市市长谭作钧出席会议", **{kind: fact})
    known = {"event": meeting, "delegation": group, "agreement": signed}
    for kind, record in known.items():
        make.citation(article=article, exact="大连市与六盘水市签署猕猴桃协议", **{kind: record})
    for fact in spoken.values():
        fact.refresh_from_db()
    return {
        "article": article,
        "place": city,
        "organization": paper,
        "official": mayor,
        **known,
        **spoken,
    }


@pytest.mark.parametrize(
    "address",
    [
        "",
        "about/",
        "about/downloads/",
        "search/",
        "search/?q=谭作钧&kind=official",
        "officials/compare/",
    ]
    + [f"{kind}/" for kind in LISTS],
)
def test_a_chinese_page_has_no_english_words(client, records, address):
    read_in_chinese = page(client, f"/zh-hans/{address}")

    assert read_in_chinese.language.lower() == "zh-hans"
    assert read_in_chinese.latin == set()


@pytest.mark.parametrize("kind", [*RECORDS, "post", "appearance", "party", "name"])
def test_a_chinese_page_of_a_record_or_fact_has_no_english_words(client, records, kind):
    with override("zh-hans"):
        address = records[kind].get_absolute_url()

    assert address.startswith("/zh-hans/")
    assert page(client, address).latin == set()


def test_what_is_not_stated_says_so_in_chinese(client, records):
    text = page(client, f"/zh-hans/agreements/{records['agreement'].slug}/").text

    assert "签署人 未注明" in text
    assert "not stated" not in text


def test_what_stands_between_chinese_words_is_chinese_too(client, records):
    said = {kind: page(client, f"/zh-hans/{kind}s/{records[kind].slug}/").text for kind in RECORDS}

    assert "讲话、率团" in said["official"]
    assert re.search("会议 ?， ?2018年9月12日 ?。", said["event"])
    assert re.search("代表团 ?， ?日期未注明 ?。", said["delegation"])
    assert re.search("媒体 ?。", said["organization"])


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/zh-hans/nowhere/", 404, "没有这个页面"),
        ("/zh-hans/officials/?after=nonsense", 400, "无法理解这一请求"),
        ("/zh-hans/events/gone/", 410, "本记录已撤回"),
    ],
)
def test_what_goes_wrong_is_said_in_chinese(client, address, status, words):
    make.event(slug="gone", status=Status.WITHDRAWN, withdrawal_reason="应当事人请求")

    wrong = page(client, address, status)

    assert wrong.language.lower() == "zh-hans"
    assert words in wrong.text
    assert wrong.latin == set()


def test_a_filter_that_cannot_be_understood_is_explained_in_chinese(client):
    text = page(client, "/zh-hans/events/?from=someday", 400).text

    assert "请填写日、月或年" in text


@pytest.mark.parametrize(
    ("kind", "words"),
    [("event", "2018年9月12日"), ("article", "2018年12月3日"), ("article", "2026年11月2日")],
)
def test_dates_are_written_the_chinese_way(client, records, kind, words):
    assert words in page(client, f"/zh-hans/{kind}s/{records[kind].slug}/").text


def test_a_date_asked_for_is_written_the_chinese_way(client, records):
    text = page(client, f"/zh-hans/places/{records['place'].slug}/posts/?on=2018-10-01").text

    assert "截至2018年10月1日" in text


def test_an_address_without_prefix_is_english_whatever_the_browser_prefers(client):
    response = client.get("/officials/", headers={"accept-language": "zh-Hans,zh;q=0.9"})
    english = Page(response.content.decode())

    assert response.status_code == 200
    assert english.language == "en"
    assert "Officials" in english.text
    assert english.languages["zh-Hans"] == "/zh-hans/officials/"


@pytest.mark.parametrize(
    "address", ["/", "/about/", "/officials/?q=%E8%B0%AD", "/places/", "/search/?q=tan&kind=event"]
)
def test_the_language_link_leads_to_the_same_page_and_back(client, address):
    there = page(client, address).languages["zh-Hans"]
    back = page(client, there).languages["en"]

    assert there == f"/zh-hans{address}"
    assert back == address


def test_the_language_link_of_a_page_that_is_not_there_leads_to_the_first_page(client):
    assert page(client, "/zh-hans/nowhere/", 404).languages["en"] == "/"


def test_links_within_a_chinese_page_stay_chinese(client, records):
    with override(None):
        html = client.get("/zh-hans/officials/").content.decode()

    leaving = set(re.findall(r'href="(/[^"]*)"', html)) - {"/officials/"}
    assert {href for href in leaving if not href.startswith(("/zh-hans/", "/static/"))} == set()
