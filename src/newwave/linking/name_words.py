"""The words of school and charity names: one spelling for each, and what each can tell.

Charities and schools write one name in many ways: `P.T.A.`, `C. of E.`, `Saint` and `St.`,
`Jnr`, `&`. `fold` brings a text to one spelling; the lists say what each word can tell.
"""

from __future__ import annotations

import re
import unicodedata


def words_of(text: str) -> frozenset[str]:
    """The words of a list kept as text."""
    return frozenset(text.split())


def stem(word: str) -> str:
    """The word without a plural's or possessive's s, which names drop and add freely."""
    if len(word) > 4 and word != "thames" and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def stems_of(text: str) -> frozenset[str]:
    """The stems of a list kept as text."""
    return frozenset(stem(word) for word in text.split())


def variants(text: str) -> dict[str, str]:
    """Each word of a list kept as text, with the first of its group; commas end a group."""
    groups = [group.split() for group in text.split(",")]
    return {word: group[0] for group in groups for word in group}


_APOSTROPHES = re.compile("['\u2019\u2018`\u00b4\u02bc]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_INITIALS = re.compile(r"\b[a-z](?: [a-z])+\b")

_PHRASES = (
    (r"\bc of e\b|\bcof e\b|\bc ofe\b|\bcofe\b|\bcoe\b|\bchurch of (?:the )?england\b", "ce"),
    (r"\banglican\b|\bchurch england\b", "ce"),
    (r"\bch of england\b|\bcofeva\b|\bceva\b|\bcevap\b", "ce va"),
    (r"\bcevc\b|\bcofevc\b|\bcevcp\b", "ce vc"),
    (r"\bcep\b|\bceps\b|\bcepri\b", "ce primary"),
    (r"\brcva\b", "rc va"),
    (r"\bcp\b|\bccp\b", "county primary"),
    (r"\brcp\b", "rc primary"),
    (r"\broman catholic\b|\bcatholic\b|\br catholic\b", "rc"),
    (r"\bchurch in wales\b|\bciw\b", "ce"),
    (r"\bpre school", "preschool"),
    (r"\bplay group", "playgroup"),
    (r"\bpt and fa\b|\bpt and f a\b", "ptfa"),
    (r"\bvoluntary (?:aided|controlled)\b", "voluntary"),
    (r"\bgrant maintained\b", "voluntary"),
    (r"\bjm and i\b|\bj m and i\b|\bji and n\b|\bjmi\b|\bjmin\b|\bj and i\b", "jmi"),
    (r"\bjunior mixed (?:and )?infants?\b", "jmi"),
    (r"\b(primary|infants?|juniors?)schools?\b", r"\1 school"),
    (
        r"\bfor (?:children|pupils|those) with (?:\w+ ){1,4}(?:difficulties|needs|disabilities)\b",
        "",
    ),
    (r"\bour lady\b", "our_lady"),
    (r"\bsacred hearts?\b", "sacred_heart"),
    (r"\ball (?:saints?|souls)\b", "all_saints"),
    (r"\bchrist church\b", "christchurch"),
    (r"\bholy (family|trinity|cross|name|rood|souls|ghost|spirit|rosary|innocents)\b", r"holy_\1"),
)
_PATTERNS = [(re.compile(pattern), phrase) for pattern, phrase in _PHRASES]
# Few texts hold any phrase: one search in place of many.
_ANY_PHRASE = re.compile("|".join(pattern for pattern, _ in _PHRASES))

_SPELLINGS = variants(
    """st saint ste ss sts saints, infant inf infs infants infts, junior jnr jun jr juniors jm,
    primary prim primaries primay pimary ps jmi ji primry, school sch sc schl schol shool scool
    shcool, secondary sec, comprehensive comp, grammar gs grammer, high hs, preparatory
    prep preparatoy prepartory, nursery nurs, methodist meth, road rd, lane ln, avenue ave,
    great gt, little lt, community comm com, academy acad, voluntary vol va vc gm, parent
    parents, teacher teachers tutors, bedfordshire beds, berkshire berks,
    buckinghamshire bucks, cambridgeshire cambs, gloucestershire glos, hampshire hants,
    hertfordshire herts, lancashire lancs, leicestershire leics, lincolnshire lincs,
    northamptonshire northants, nottinghamshire notts, oxfordshire oxon, shropshire salop,
    staffordshire staffs, warwickshire warks, wiltshire wilts, worcestershire worcs, yorkshire
    yorks"""
)

SMALL_WORDS = words_of("the of and for at in a an to on upon by with le de la next near from")
"""Words too small to distinguish two schools."""

CONNECTIVES = words_of("and on upon in le de under by next for")
"""What follows these in a name is often left out: Radcliffe on Trent, Hythe and Marsh."""

ASSOCIATION_WORDS = words_of(
    """parent teacher teaching friend friends friendly association assoc associaton asociation
    assocation associations associaion assoication associtation assciation pta ptas ptfa ptfas
    ptsa pfta ptaf ptca ptcfa psa psfa psta pfa pfsa pfas hsa fta tpa tfa spa ptfsa pstfa psaf
    ftpa spta pa fa sa ffa ptg pto ptc ptgfa pcta staff carer carers guardian guardians
    supporters supporter support home society committee group guild partnership fund funds
    fundraising fundraisers fundraiser raising charity charitable trust cio cic ltd limited
    registered organisation organization link links circle club known formerly previously
    otherwise called incorporated co pupil pupils children childrens family families governors
    governor together helpers helping forum no number contact league also as
    social partner partners relatives relative voice icw connection scholarship award awards
    council amenities amenity general private voluntary tuck action events event team network"""
)

GENERIC = words_of(
    """school schools primary community county academy voluntary foundation endowed parochial
    maintained aided controlled cont contr aid rcp state federation federated
    campus mixed pri ce rc cofe council borough national trust centre unit free
    department dept education educational incorporated limited ltd uk learning provision
    international independent form specialist specialism technology language deaf mld sld pmld
    preschool"""
)
"""Words that very many schools share or drop: they are no part of the distinctive name."""

DENOMINATIONS = variants("ce, rc, methodist, jewish, muslim islamic, hindu, sikh, quaker")
PHASES = variants(
    """infant, junior, primary combined, first lower, middle, secondary upper high grammar
    comprehensive college modern technical sixth senior, nursery, preparatory, special"""
)
UNSURE_PHASES = words_of("first middle lower upper high college nursery special modern senior")
"""Phase words that also begin ordinary names (High Elms, Upper Oakley)."""

CHILD_WORDS = frozenset({"children", "childrens", "family", "families"})
"""Words of associations that a school's own name may hold, just before `school`."""

SEXES = variants("boys boy, girls girl")
SAINTS = stems_of(
    """mary john peter paul james joseph andrew george michael thomas luke mark matthew philip
    anne ann margaret catherine katherine nicholas martin edmund edward stephen anthony francis
    patrick david bede benedict augustine cuthbert oswald wilfrid aidan hilda helen elizabeth
    teresa bernadette cecilia clare agnes monica giles barnabas bartholomew simon jude alban
    lawrence laurence clement saviour cyprian chad leonard swithun dunstan mildred"""
)

STYLES = variants(
    """high comprehensive secondary, grammar, college, academy, upper, lower, first, primary,
    infant, junior, middle"""
)
"""Words that distinguish schools of one phase in one town."""

COUNTIES = stems_of(
    """bedfordshire berkshire buckinghamshire cambridgeshire cheshire cornwall cumbria
    derbyshire devon dorset durham essex gloucestershire hampshire herefordshire hertfordshire
    kent lancashire leicestershire lincolnshire london merseyside middlesex norfolk
    northamptonshire northumberland nottinghamshire oxfordshire rutland shropshire somerset
    staffordshire suffolk surrey sussex warwickshire wiltshire worcestershire yorkshire
    humberside avon cleveland manchester midlands england uk"""
)
OUTSIDE_ENGLAND = stems_of(
    """wales scotland ireland powys gwynedd dyfed clwyd gwent glamorgan anglesey carmarthenshire
    pembrokeshire ceredigion flintshire denbighshire conwy monmouthshire cardiff swansea wrexham
    caerphilly torfaen merthyr rhondda glasgow edinburgh aberdeen aberdeenshire dundee fife
    ayrshire lanarkshire perthshire belfast londonderry antrim armagh tyrone fermanagh jersey
    abergavenny monmouth brecon llandudno bangor barry bridgend neath llanelli aberystwyth
    carmarthen haverfordwest pembroke pontypridd cwmbran rhyl penarth dumfries inverness
    stirling guernsey chepstow caldicot porthcawl maesteg tredegar ebbw brynmawr pontypool
    ammanford lampeter dolgellau holyhead caernarfon prestatyn colwyn ruthin denbigh welshpool
    machynlleth kilmarnock dunfermline kirkcaldy falkirk motherwell arbroath dumbarton greenock
    peebles galashiels hawick stornoway lerwick lisburn ballymena coleraine newry omagh
    enniskillen"""
)
"""Places outside England: a name that holds one is not of an English school."""

SUBJECTS = stems_of(
    """performing visual art arts science sport sports mathematics maths math computing
    enterprise business engineering media humanities applied leadership cognition communication
    interaction sen need oasis ormiston ark harris outwood act operative cooperative"""
)
"""Specialisms and sponsors that schools add to their names and few associations repeat."""

STREETS = words_of("road street lane avenue close drive way crescent place court")


def fold(text: str) -> str:
    """One spelling of a text: lower case, no accents or marks, initials joined, phrases short."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = re.sub(r"s['\u2019](?=[a-z]{2})", "s ", text.lower())
    text = _APOSTROPHES.sub("", text).replace("&", " and ").replace("+", " and ")
    text = _NOT_WORD.sub(" ", text).strip()
    text = re.sub(r"\bc (?:of )?e\b", "ce", text)
    text = _INITIALS.sub(lambda initials: initials.group().replace(" ", ""), text)
    if _ANY_PHRASE.search(text):
        for pattern, phrase in _PATTERNS:
            text = pattern.sub(phrase, text)
    return " ".join(_SPELLINGS.get(word, word) for word in text.split())
