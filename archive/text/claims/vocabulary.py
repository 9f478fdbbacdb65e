"""Vocabulary: the words by which such texts name posts, bodies and places."""

TITLES = frozenset(
    "secretary governor mayor director minister chairman chairwoman chairperson president premier"
    " magistrate commissioner dean provost chancellor rector ambassador consul manager ceo cfo coo"
    " cto commander commissar speaker senator councillor councilor counsellor counselor alderman"
    " curator founder procurator-general consul-general secretary-general director-general"
    " vice-chancellor warden lawmaker undersecretary".split()
)
# Words that are a title only beside certain others: what must stand before, what must follow.
TITLES_AFTER = {
    "chief": "party county district township town village section bureau police prefecture banner",
    "head": "county district township town village prefecture department bureau banner section",
    "officer": "executive financial operating technology",
    "executive": "chief",
    "engineer": "chief",
    "economist": "chief",
    "representative": "chief",
    "member": "committee",
    "chair": "board vice deputy",
}
TITLES_BEFORE_OF = frozenset("member head chair principal chief".split())
TITLE_TAILS = frozenset("general".split())  # Secretary General

RANKS = frozenset(
    "acting former executive standing deputy vice first second assistant associate senior honorary"
    " permanent general chief managing lord lieutenant lt. incumbent current rotating prime then"
    " resident concurrent pro non-executive founding co".split()
)
LEVELS = frozenset(
    "provincial municipal prefectural prefecture-level county-level county district township town"
    " village prefecture state national regional central city autonomous league banner".split()
)
INNER_BODIES = frozenset(  # that stand between a place and a title: Party Committee Secretary
    "party committee government congress council cppcc department bureau board office university"
    " college group company people's commission branch cpc".split()
)
MODIFIERS = RANKS | LEVELS | INNER_BODIES

BODIES = frozenset(
    "government committee bureau college university group zone department office commission"
    " congress council institute institution school academy association federation union center"
    " centre company corporation corp corp. ltd ltd. limited inc inc. co co. bank exchange hospital"
    " park administration authority ministry agency chamber foundation society league laboratory"
    " station court procuratorate consulate embassy enterprise enterprises factory plant"
    " supermarket hotel museum library airport airlines holdings organization"
    " secretariat cppcc party faculty base alliance consortium headquarters branch division board"
    " works mill farm cooperative club trust fund press studio workstation market polytechnic"
    " conservatory cabinet senate parliament kindergarten restaurant technologies industries"
    " legislature conference assembly consulate-general campus platform team gmbh llc plc s.a."
    " pte. pte bhd. bhd".split()
)
PLACES = frozenset(
    "province city district county town township village prefecture region municipality state"
    " banner subdistrict sub-district community island republic kingdom oblast krai governorate"
    " area street commonwealth".split()
)
SCHOLARLY = frozenset(  # "of … and …" that follows them is one name
    "university faculty school college institute department ministry bureau commission academy"
    " office center centre council association chamber society".split()
)
SMALL_BODIES = (BODIES | PLACES | LEVELS | frozenset("people general standing working".split())) - {
    "state",
    "union",
    "conference",
    "assembly",
    "park",
    "team",
    "market",
    "works",
    "area",
    "street",
    "fund",
    "platform",
    "plant",
    "base",
    "station",
}

HONORIFICS = frozenset(
    "mr mr. mrs mrs. ms ms. dr dr. prof prof. professor comrade comrades hon hon. honourable"
    " honorable h.e. h.e he. excellency academician sir madam madame cllr cllr. dato' engr.".split()
)
MONTHS = (
    "january february march april may june july august september october november december".split()
)
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
CALENDAR = frozenset(
    [*MONTHS, *WEEKDAYS, *"jan feb mar apr jun jul aug sep sept oct nov dec".split()]
)

# Words that begin a sentence or a clause with a capital, and are no part of a name.
OPENERS = frozenset(
    "the a an in on at of to for from by with and or but as after before during since when while"
    " also then meanwhile later recently yesterday today this that these those it he she they we"
    " his her their our its i you there here both all some many other first second third fourth"
    " finally following according under through over between among if so not no yes photo picture"
    " source editor author reporter afterwards subsequently accompanied led headed invited upon"
    " within until despite currently former new vice deputy executive acting relevant leaders"
    " members delegates representatives guests respectively including such like who which whose"
    " earlier next last every each several two three four five present attended about"
    " special".split()
)
NAMED_AFTER = frozenset(  # what a person's name may begin: Xi Jinping Thought
    "hall memorial road avenue stadium award prize theory thought bridge square theatre theater"
    " temple mountain river lake tower house garden".split()
)
NATIONALITIES = frozenset(
    "chinese japanese korean russian american british french german italian spanish vietnamese"
    " thai indian australian canadian hungarian polish dutch swiss swedish u.s. us uk".split()
)
COUNTRIES = frozenset(
    "china japan russia france germany italy spain portugal vietnam thailand india australia canada"
    " hungary poland sweden norway finland denmark greece turkey egypt kenya ethiopia nigeria ghana"
    " brazil argentina chile peru mexico cuba mongolia kazakhstan pakistan bangladesh nepal"
    " indonesia malaysia singapore philippines cambodia laos myanmar belarus ukraine serbia"
    " romania bulgaria ireland iceland israel iran iraq".split()
)
OF_COMPANIES = frozenset(  # titles whose "of" names a body, even if nothing else tells
    "president chairman chairwoman chairperson ceo cfo coo cto manager dean provost chancellor"
    " rector officer executive founder curator principal engineer representative".split()
)
PRIVATE = frozenset(  # what a name follows that is nobody's post
    "family household families households villager villagers farmer farmers student resident"
    " residents patient worker workers reporter reporters journalist journalists correspondent"
    " editor editors photographer photo author writer intern".split()
)
# After which "and" goes on with a body's name: Development and Reform Commission.
FIELDS = frozenset(
    "science sciences technology development reform education culture cultural supply marketing"
    " trade commerce industry industries industrial information economic economics economy finance"
    " financial health hygiene medicine medical agriculture agricultural forestry rural affairs"
    " sports tourism radio television film resources social security water energy environment"
    " environmental housing urban construction transport transportation communications planning"
    " natural ecology ecological import export foreign research training vocational technical"
    " technological business management politics law engineering arts art media women youth animal"
    " food drug market quality inspection supervision discipline statistics machinery equipment"
    " oil gas petroleum iron steel coal electric electronic power shipping logistics investment"
    " textile labour labor personnel employment history literature languages political civil"
    " petrochemical chemical mechanical innovation fishery fisheries ocean oceanic aviation posts"
    " surveying immigration exit poverty alleviation relief justice inspection opening legislative"
    " ethnic religious minority propaganda publicity metallurgy mining geology pharmacy nursing"
    " design fashion music drama space aeronautics astronautics electrical automation computer"
    " cooperation communication teaching software exchange exchanges friendship peace consultation"
    " production".split()
)
