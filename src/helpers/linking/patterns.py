"""Patterns of folded names and of activities, in the order in which they are believed."""

from __future__ import annotations

import re
from typing import NamedTuple

COUNTRIES = (
    "guinea|angola|eritrea|niger|chad|fiji|papua|cuba|dominican|africa|african|kenya|gambia|gambian|uganda|ugandan|ghana|ghanaian|tanzania|nepal|nepalese|"
    "ethiopia|ethiopian|malawi|zambia|zimbabwe|rwanda|burundi|nigeria|sierra leone|liberia|"
    "cameroon|senegal|mozambique|lesotho|botswana|namibia|swaziland|eswatini|sudan|somalia|"
    "somaliland|egypt|morocco|madagascar|congo|togo|benin|mali|india|indian|pakistan|bangladesh|"
    "sri lanka|tibet|tibetan|ladakh|kashmir|bhutan|burma|myanmar|thailand|cambodia|vietnam|laos|"
    "china|philippines|indonesia|bali|borneo|haiti|jamaica|guyana|peru|bolivia|ecuador|"
    "guatemala|honduras|nicaragua|brazil|colombia|mexico|israel|palestine|palestinian|jerusalem|"
    "bethlehem|gaza|lebanon|jordan|syria|iraq|iran|afghanistan|romania|romanian|bulgaria|albania|"
    "moldova|ukraine|russia|belarus|chernobyl|bosnia|kosovo|armenia|georgia|mongolia|mumbai|"
    "calcutta|kolkata|delhi|nairobi|kampala|kathmandu|kerala|tamil nadu|zanzibar|overseas|"
    "third world|developing countries|developing world"
)
_SCHOOL = (
    r"schools?|academy|primary|infant|junior|ysgol|college|preparatory|grammar|secondary|"
    r"comprehensive|preparatory"
)
_INITIALS = (
    "pta|ptas|ptfa|ptfas|ptsa|pfta|ptaf|ptca|ptcfa|psfa|psta|ptfsa|pstfa|pfsa|ptgfa|spta|pstf|pcta"
)
_ASSOCIATION = (
    r"(?:assoc\w*|asoc\w*|assic\w*|ass|guild|society|committee|group|circle|partnership|"
    r"organisation|link|forum|club|union|fellowship|council)"
)
_PEOPLE = r"(?:teachers?|teaching|staff|carers?|guardians?|friends?|pupils?|governors?|supporters?)"

SCHOOL = re.compile(rf"\b(?:{_SCHOOL})\b")
TRIGGER = re.compile(
    rf"alumn|reunion|\bold \w+(?:ians|eans|ans|ists|ites)\b|school|parent|friend|nurser|playgroup|academy|primary|infant|junior|ysgol|"
    rf"rhieni|cyfeillion|college|\b(?:{_INITIALS}|psa|hsa|pfa|fsa|pca)\b|\bpt?f?a\w{{0,2}}\b"
)
PARENTS = "parents and teachers"
FRIENDS = "friends of a school"


class Rule(NamedTuple):
    """A kind of charity, told by a pattern of its folded name unless another pattern is there."""

    kind: str
    association: bool
    reason: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None


def _rule(kind: str, association: bool, reason: str, pattern: str, unless: str = "") -> Rule:
    return Rule(
        kind, association, reason, re.compile(pattern), re.compile(unless) if unless else None
    )


_STRONG = (
    rf"\b(?:{_INITIALS})\b|\bparent (?:and )*{_PEOPLE}|\b(?:teachers?|staff|friends) (?:and )*parent"
    r"|\bparentteacher|\brhieni\b|\bcrha\b"
)
# A playgroup housed in a school is one all the same; a school with a nursery class is not.
_REAL_SCHOOL = r"(?<!pre)(?<!pre )\b(?:primary|infant|junior|first school|nursery (?:and \w+ )?school|middle)\b"

_NOT = (
    _rule(
        "umbrella body", False, "A body of many associations or schools, by its name",
        r"parent teacher associations|\bparent (?:and )*teacher (?:council|federation)|\bncpta\b|\bparentkind\b|schools partnership|\bdistrict schools|"
        r"(?:federation|confederation|association|union) of (?:\w+ ){0,3}"
        r"(?:ptas\b|parent teacher)|\bfriends of (?:the )?(?:\w+ ){0,2}schools? trust network",
    ),
    _rule(
        "playgroup or nursery", False, "A playgroup, pre-school or nursery, by its name",
        r"preschool|playgroup|play ?school|toddler|creche|kindergarten|day nursery|nursery group|childminder|"
        r"play scheme|playscheme|play centre|pre nursery|neighbourhood nursery|mother and",
        rf"(?:{_STRONG}|friends).*{_REAL_SCHOOL}|{_REAL_SCHOOL}.*(?:{_STRONG}|friends|school assoc)",
    ),
    _rule(
        "club outside school hours", False, "A club outside school hours, by its name",
        r"after ?school|out of school|before school|breakfast club|holiday club|kids club|"
        r"wrap ?around|breakfast and after|homework club|schools out\b|youth club",
    ),
    _rule(
        "former pupils", False, "An association of former pupils, by its name",
        r"\bold (?:boys|girls|pupils|scholars|students|members|school ?fellows)|alumn|"
        r"former (?:pupils|students|scholars)|past pupils|ex pupils|reunion|"
        r"\bold \w+(?:ians|eans|ans|ists|ites)\b (?:\w+ )?(?:assoc|society|club|trust|fund|charit)",
    ),
    _rule(
        "hospital", False, "A hospital, its school or its friends, by its name",
        r"\bhospitals?\b|hospice|infirmary|\bnhs\b|\bclinic\b|surgery|\bmedical school|"
        r"school of (?:medicine|nursing)",
        r"christs hospital",
    ),
    _rule(
        "university", False, "Of a university or a students' union, by its name",
        r"universit|students union|business school|school of (?:economics|economic|"
        r"african|oriental|tropical|pharmacy|architecture|theology|divinity)|theological",
    ),
    _rule(
        "uniformed group", False, "A scout, guide or cadet group, by its name",
        r"\bscouts?\b|\bguides?\b|brownies|\bcubs\b|\bcadets?\b|\bccf\b|boys brigade|girls brigade",
        r"\bscout (?:road|lane|moor)",
    ),
    _rule(
        "sports", False, "A sports club or body, by its name",
        r"football|cricket|rugby (?:football|club|union|league)|junior rugby|\bhockey|swimming|\bswim\b|athletic|\btennis|gymnastic|\browing|"
        r"boat club|netball|\bsports?\b|\briding (?:for|school|club|group|stable|assoc)|\bpony\b|equestrian|\bgolf|sailing|\bski\b|"
        r"martial|judo|karate|badminton|basketball|swimming pool|trampolin",
        rf"{_STRONG}",
    ),
    _rule(
        "music, dance or arts", False, "For music, dance or another art, by its name",
        r"schools? of (?:\w+ )?(?:music|dance|dancing|ballet|art|arts|drama|speech|acting|needlework)|"
        r"\b(?:music|dance|ballet|stage|theatre|drama|film|circus|rock|art|choir) schools?\b|"
        r"orchestra|\bbands?\b|\bchoirs?\b|choral|young musicians|friends of (?:\w+ ){1,3}music\b(?! school)|friends of music|music (?:service|centre|trust|"
        r"society|association)|samba",
        rf"{_STRONG}|choir schools? (?:assoc|pta)|(?:friends|parent).*choir school\b",
    ),
    _rule(
        "supplementary school", False, "A supplementary or language school, by its name",
        r"supplementary|saturday school|sunday language|mother tongue|madrass?ah?|madras?sa|"
        r"cheder|chedar|hebrew classes|complementary school|language school|evening school|"
        r"(?:polish|russian|chinese|greek|turkish|bengali|arabic|german|japanese|ukrainian|"
        r"spanish|french|portuguese|persian|iranian|kurdish|somali|tamil|gujarati|hungarian|czech|"
        r"italian|swedish|norwegian|finnish|dutch|danish|latvian|lithuanian|bulgarian|korean) "
        r"(?:\w+ )?school",
        r"friends of (?:the )?(?:french|german) (?:primary|junior)",
    ),
    _rule(
        "church", False, "A church or its Sunday school, by its name",
        r"sunday schools?|\bpcc\b|\bparish church|church council|\bchapel\b|\bcathedral\b|\bminster\b|"
        r"congregation\b|\bmosque\b|synagogue|\babbey church",
        rf"{_STRONG}|(?:cathedral|minster|chapel) (?:\w+ ){{0,6}}(?:{_SCHOOL})|"
        rf"(?:{_SCHOOL}) (?:of )?(?:\w+ ){{0,3}}(?:cathedral|minster|chapel)|chapel (?!of|fund)\w+ .*(?:{_SCHOOL})",
    ),
    _rule(
        "care or housing", False, "For care, disability or housing, by its name",
        r"handicap|mencap|learning (?:disab|difficult)|day (?:service|centre)|residential|\bhostel|"
        r"housing|care home|\bdisabled\b|\bautis|deafness|cerebral palsy|downs syndrome|alzheimer|"
        r"children with|adhd|dyslexi|bereave|premature|foster|adopti",
        rf"(?:school|primary|academy|college) (?:\w+ )?(?:{_STRONG})|friends of .* school",
    ),
    _rule(
        "hall, building or history", False, "A hall, an old building or local history, by its name",
        r"village hall|community (?:hall|association|centre)|parish hall|school (?:hall|room)\b|"
        r"schoolroom|school ?house\b|\bold (?:\w+ )?school\b|museum|historical|history|heritage|"
        r"archive|\blibrary\b|allotment|recreation ground|playing field",
        rf"{_STRONG}|friends of .*(?:primary|infant|junior)|(?<!old )school assoc|home school|\bold (?!school\b|church|national|"
        rf"british|village|board)\w+ (?:\w+ )?school|school and community association",
    ),
    _rule(
        "abroad", False, "A charity for schools abroad, by its name",
        rf"\b(?:{COUNTRIES})\b",
        rf"{_STRONG}|indian queens",
    ),
)  # fmt: skip

_ARE = (
    _rule(
        PARENTS, True, "a parents' association by its name",
        _STRONG,
        rf"^(?!.*(?:{_INITIALS}|teacher|staff)).*\bparent (?:and )*(?:carers?|guardians?|pupils?|"
        rf"supporters?)\b(?!.*(?:{_SCHOOL}))",
    ),
    _rule(
        "home and school", True, "an association of home and school by its name",
        rf"\bhome (?:and )?(?:the )?school(?:s)?\b(?! education)|\bschools? (?:and )?home (?:and )?{_ASSOCIATION}|"
        rf"{_ASSOCIATION} of (?:home and school|school and home)|\bschool and home\b",
    ),
    _rule(
        "parents", True, "a parents' association by its name",
        rf"\bparent (?:\w+ )?{_ASSOCIATION}\b.*|\bassociation of parent\b|(?:{_SCHOOL}).*\bparent\b|\bparent\b.*(?:{_SCHOOL})",
        rf"^(?!.*(?:{_SCHOOL}|\bparent as\w*c)).*\bparent\b|trust for parent|parent education|"
        r"parent support service|one parent|single parent|lone parent|gingerbread",
    ),
    _rule(
        "initials", True, "a parents' or school association by its initials",
        rf"(?:{_SCHOOL}).*\b(?:psa|hsa|pfa|psfa|fsa|pca|sa|tpa|ptc|pa|fta)\b",
    ),
    _rule(
        FRIENDS, True, "friends of a school by its name",
        rf"\b(?:friends?|cyfeillion|ffrindiau)\b.*\b(?:{_SCHOOL}|nursery school)\b|"
        rf"\b(?:{_SCHOOL})\b.*\bfriends\b",
        r"\bcollege (?:oxford|cambridge)|friends of the (?:royal )?college|sixth form|"
        r"junior league|friends schools? (?:joint|council|trust)|\bfriends schools?\b(?! assoc)",
    ),
    _rule(
        "school association", True, "a school association by its name",
        rf"\b(?:school|schools|primary|academy|infant|junior) (?:support(?:ers)? |community |"
        rf"family |fund ?raising |social |amenit\w+ )?{_ASSOCIATION}\b|"
        rf"\bassociation (?:of|for) (?!.*schools).*\b(?:school|primary)$|"
        r"\bschool (?:support|supporters|fund ?raisers)\b",
        r"schools? (?:council|club|union)|school association (?:limited|ltd)$|junior (?:club|group|league|section)|primary (?:club|council|"
        r"care)|infant (?:society|welfare)|school (?:group|society) (?:of|for)|schools (?:group|"
        r"partnership|forum|link|organisation|society)$|academy (?:group|club|society)|"
        r"(?:national|british|english|independent|preparatory|special|area|district|borough|\w+shire|"
        r"kent|essex|sussex|surrey|norfolk|suffolk|devon|dorset|somerset|cornwall|durham|cumbria|"
        r"london) schools assoc|(?:international|summer|ex) schools? assoc",
    ),
)  # fmt: skip

_BELONG = (
    _rule(
        "school fund", False,
        "A school's fund: it belongs to the school and is no association of parents or friends",
        rf"(?:{_SCHOOL}).*\bfunds?\b|\bfunds?\b.*(?:{_SCHOOL})",
    ),
    _rule(
        "school trust", False,
        "A school's trust, foundation or prize: no association of parents or friends",
        rf"(?:{_SCHOOL}).*\b(?:trust|foundation|endow|charit|scholarship|prize|bursar|bequest|"
        r"memorial|gift|educational|company|limited)|\b(?:trust|foundation|endow|charit|scholarship|prize|bursar|"
        rf"bequest|memorial|gift)\w*\b.*(?:{_SCHOOL})",
    ),
    _rule(
        "nursery", False, "A nursery, by its name",
        r"\bnurser(?:y|ies)\b",
        r"nursery school",
    ),
    _rule(
        "friends of something", False,
        "Friends of something that its name does not call a school",
        r"\bfriends?\b",
    ),
    _rule(
        "school", False, "The school itself, its building or another school charity, by its name",
        rf"\b(?:{_SCHOOL})\b",
    ),
)  # fmt: skip

RULES: tuple[Rule, ...] = (*_NOT, *_ARE, *_BELONG)
OTHER_KINDS = frozenset(rule.kind for rule in _NOT)
"""Kinds that no wording of the activities can make a school's association."""
OWNED_KINDS = frozenset({"school fund", "school trust", "school"})
"""Kinds that only activities that name the parents' association make one."""

FRIENDLY = re.compile(r"\b(?:friends?|friendly|supporters)\b")
WEAK = re.compile(
    r"\b(?:assoc\w*|support(?: group)?$|fund ?raising|parent|family|families|psa|hsa|pfa|fsa)\b"
)
INITIALS_ONLY = re.compile(
    r"(?:the )?fo[a-z]{1,6}|f[a-z]{1,4}s|[a-z]{2,5}(?:psa|psfa|hsa|pta|ptfa)"
)
PARENTS_TEXT = re.compile(
    r"parents?[\s,/&-]+(?:and\s+)?(?:teachers?|staff|carers?)(?:[\s,/&-]+(?:and\s+)?(?:friends?|carers?|staff|teachers))?"
    r"\s+assoc|\bp\.?\s?t\.?\s?(?:[fs]\.?\s?)?a\b|parents?\s+(?:and\s+friends\s+)?assoc|"
    r"home[\s/-]+(?:and\s+)?school\s+assoc|"
    r"relation(?:ship)?s?\s+between\s+(?:the\s+)?(?:\w+[\s,]+){0,5}?(?:staff|parents|teachers|home)\b"
    r"[^.]{0,80}school|(?:staff|teachers),?\s+parents,?\s+(?:and|&)\s+others\s+assoc"
)
RAISES_FOR_A_SCHOOL = re.compile(
    r"(?:rais(?:e|es|ing)|fund\s*-?\s*rais\w*|donat\w+|events|fayres?|fetes?|fairs?)[^.]{0,140}"
    r"\b(?:schools?|pupils|academy)\b(?! age)|"
    r"education\s+of\s+(?:the\s+)?(?:pupils|children)\s+(?:of|at|in|attending)\s+(?:the\s+|that\s+)?"
    r"(?:[\w.-]+\s+){0,6}(?:school|academy)"
)
UNDER_SCHOOL_AGE = re.compile(
    r"(?:under|below|before)\s+(?:\w+\s+)?(?:statutory\s+|compulsory\s+)*school\s+age|under\s*-?5|"
    r"under\s*-?fives|pre-?\s?school (?:group|playgroup|education)"
)
FOR_A_SCHOOL = re.compile(
    r"(?:rais\w+|fund\s*-?\s*rais\w*|provi\w+|support\w*|benefit\w*|equipment|education of|advance)"
    r"[^.]{0,140}\b(?:school|pupils|academy)\b"
)
ABROAD = re.compile(
    rf"\b(?:schools?|pupils|children|education|orphan\w*|villages?|students|people)\b[^.]{{0,80}}?"
    rf"\b(?:in|of|from)\s+(?:\w+\s+){{0,3}}(?:{COUNTRIES})\b"
)
