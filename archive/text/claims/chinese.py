"""Chinese: the same facts where a release is written in Chinese, as far as its grammar is plain."""

# ruff: noqa: RUF001 - Chinese marks are the subject

import re

from archive.text.claims.findings import Agreement, Delegation, Event, EventDate, Official, Post
from archive.text.claims.printed_dates import PrintedDate
from archive.text.claims.sentences import Sentence

HAN = "\u4e00-\u9fff"
HAS_CHINESE = re.compile(f"[{HAN}]")
TITLES = (
    "党组书记|党委书记|总书记|书记|省长|市长|县长|区长|州长|镇长|乡长|村长|主席|主任|局长|厅长|部长"
    "|司长|处长|会长|理事长|董事长|总经理|总裁|校长|院长|所长|大使|总领事|秘书长|常委|委员长|总理"
    "|行长|首席执行官|馆长"
)
RANKS = "党组副|党委副|常务副|第一|代理|代|副|原|总"
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
    "鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝安常乐于时傅皮卞齐康伍余元顾孟黄穆萧尹"
    "姚邵汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁"
    "钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪解应宗丁宣邓郁单洪包左石崔吉龚程邢裴陆荣翁荀惠曲封"
    "储靳段富巫乌焦谷车侯全班仰秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司韶黎薄印白蒲邰鄂索赖卓屠蒙池"
    "乔阴胥能苍双闻莘党翟谭贡申冉桑桂牛寿边扈燕尚温庄晏柴瞿阎慕连习艾容向古易廖衡步耿满匡文寇广东沃"
    "利师巩聂关荆游权盖益桓公肖谌仝兰滑付闫覃"
)
COMPOUND = "欧阳|司马|上官|诸葛|司徒|皇甫|慕容|尉迟|令狐"
FOLLOWS = (
    r"(?=[、，。；：！？（）()\s]|$|出席|主持|参加|会见|陪同|率|表示|指出|强调|说|介绍|讲话|致辞|一行|等"
    "|和|与|及|以及|在|到|赴|代表|签|作|宣布|来|前往|调研|考察|接待|会谈|座谈|同|先生|女士|教授|同志"
    "|带队|带领|为|对|分别|共同|见证|深入|了解|的|主讲|发言|汇报|要求)"
)
PERSON = re.compile(
    f"(?P<title>(?:{RANKS})?(?:{TITLES}))"
    f"(?P<name>(?:{COMPOUND}|[{SURNAMES}])(?:[{HAN}]{{2}}{FOLLOWS}|[{HAN}]{FOLLOWS}))"
)
EARLIER = re.compile(f"(?P<title>(?:{RANKS})?(?:{TITLES}))[、兼]$")
RUN = re.compile(f"[{HAN}]+$")
FAR = 30  # signs before a title
LEADS = re.compile(
    "^.*(?:会见了|会见|陪同|出席|主持|邀请|迎接|接待|感谢|会上|上午|下午|当天|日|由|与|和|及|在|对|向"
    "|同|代表|了|等|据|经)"
)
BODIES = (
    "市委|省委|县委|区委|州委|党委|党组|政府|人大常委会|人大|政协|大学|学院|集团|公司|局|厅|部|办公室"
    "|委员会|协会|银行|研究院|联合会|改革委|发改委|医院|商会"
)
BODY = re.compile(f"(?P<body>.*(?:{BODIES}))")
DATE_KINDS = [
    (re.compile("签约仪式|签字仪式|签署|签订"), "signing-ceremony"),
    (re.compile("视频会|电视电话会|视频连线"), "video-conference"),
    (re.compile("座谈会|研讨会|交流会"), "symposium"),
    (re.compile("论坛|大会|峰会"), "conference"),
    (re.compile("会见|会谈|推进会|会议|联席会|举行会"), "meeting"),
    (re.compile("调研|考察|视察|检查"), "inspection"),
    (re.compile("访问|拜访|来访|走访"), "visit"),
]
SIGNED = re.compile(
    f"(?P<ours>[{HAN}（）]{{2,40}})(?:与|和|同)(?P<theirs>[{HAN}（）]{{2,40}}?)"
    f"(?:现场|共同|正式|分别|成功)?(?:签署|签订)了?(?P<what>《[^》]{{2,120}}》|[{HAN}]{{0,20}}(?:协议|备忘录|合同|意向书))"
)
KINDS = [
    ("战略", "strategic"),
    ("框架", "framework"),
    ("备忘录", "mou"),
    ("意向书", "letter-of-intent"),
    ("合同", "contract"),
    ("行动计划", "action-plan"),
    ("友好城市", "twinning"),
    ("友城", "twinning"),
    ("项目协议", "project"),
    ("议定书", "protocol"),
]
LED = re.compile(
    f"率(?P<who>[{HAN}]{{0,20}}?)(?:赴|到|来)(?P<where>[{HAN}]{{2,16}}?)"
    "(?:考察|调研|访问|学习|对接|参观|开展|交流)"
)


def is_chinese(sentence: Sentence) -> bool:
    return bool(HAS_CHINESE.search(sentence.source, sentence.start, sentence.end))


def read_officials(sentence: Sentence) -> list[Official]:
    """The people who are named behind their posts."""
    return [as_official(sentence, match) for match in people(sentence)]


def people(sentence: Sentence) -> list[re.Match[str]]:
    return list(PERSON.finditer(sentence.source, sentence.start, sentence.end))


def as_official(sentence: Sentence, match: re.Match[str]) -> Official:
    before = body_before(sentence, match.start())
    start = match.start() - len(before)
    posts = [as_post(before, match["title"])]
    earlier = EARLIER.search(sentence.source, max(sentence.start, start - FAR), start)
    if earlier:
        before = body_before(sentence, earlier.start())
        posts.insert(0, as_post(before, earlier["title"]))
        start = earlier.start() - len(before)
    passage = sentence.passage(start, match.end())
    quote = sentence.printed(start, match.end())
    return Official(match["name"], quote, *passage, posts)


def body_before(sentence: Sentence, place: int) -> str:
    """The words directly before a title that name its body or place."""
    words = RUN.search(sentence.source[max(sentence.start, place - FAR) : place])
    return words[0][lead(words[0]) :] if words else ""


def lead(before: str) -> int:
    """How many signs stand before the words of a post."""
    found = LEADS.match(before)
    return found.end() if found else 0


def as_post(before: str, title: str) -> Post:
    """A post: the body or place is what stands before the title."""
    found = BODY.match(before)
    if found:
        place = re.match(f"[{HAN}]+?[省市县区州镇乡]", found["body"])
        area = place[0] if place and len(place[0]) > 2 else None
        return Post(f"{before[found.end() :]}{title}", found["body"], area)
    return Post(title, None, before or None)


def read_events(sentence: Sentence, dates: list[PrintedDate]) -> list[Event]:
    """What took place on the days that are named."""
    kind = next((kind for pattern, kind in DATE_KINDS if pattern.search(sentence.plain)), None)
    if not kind:
        return []
    days = [each for each in dates if not each.is_year_alone]
    return [Event(kind, EventDate(each.words, each.edtf), sentence.text) for each in days]


def read_agreements(sentence: Sentence) -> list[Agreement]:
    """What two sides signed."""
    found = []
    for match in SIGNED.finditer(sentence.source, sentence.start, sentence.end):
        words = match["what"]
        title = words.strip("《》") if words.startswith("《") else None
        kinds = list(dict.fromkeys(kind for word, kind in KINDS if word in words)) or ["agreement"]
        quote = sentence.printed(*match.span())
        ours = match["ours"][lead(match["ours"]) :] or match["ours"]
        found.append(Agreement(title, kinds, [ours, match["theirs"]], quote))
    return found


def read_delegations(sentence: Sentence) -> list[Delegation]:
    """Whoever led people somewhere: …率队赴…考察"""
    found = []
    for person in people(sentence):
        match = LED.match(sentence.source, person.end(), sentence.end)
        if match:
            official = as_official(sentence, person)
            origin = next((post.place for post in official.posts if post.place), None)
            delegation = Delegation(origin, match["where"], official.name, [], sentence.text)
            found.append(delegation)
    return found
