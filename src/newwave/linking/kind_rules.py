"""Kinds of charity, and the patterns of folded names that show them; the first match counts."""

from __future__ import annotations

import re
from functools import partial
from typing import NamedTuple

COUNTRIES = (
    "africa|african|kenya|gambia|gambian|uganda|ugandan|ghana|ghanaian|tanzania|nepal|nepalese|"
    "ethiopia|ethiopian|malawi|zambia|zimbabwe|rwanda|burundi|nigeria|sierra leone|liberia|"
    "cameroon|senegal|mozambique|lesotho|botswana|namibia|swaziland|eswatini|sudan|somalia|"
    "somaliland|egypt|morocco|madagascar|congo|togo|benin|mali|guinea|angola|eritrea|niger|chad|"
    "india|indian|pakistan|bangladesh|sri lanka|tibet|tibetan|ladakh|kashmir|bhutan|burma|"
    "myanmar|thailand|cambodia|vietnam|laos|china|philippines|indonesia|bali|borneo|fiji|papua|"
    "haiti|jamaica|guyana|peru|bolivia|ecuador|guatemala|honduras|nicaragua|brazil|colombia|"
    "mexico|cuba|dominican|israel|palestine|palestinian|jerusalem|bethlehem|gaza|lebanon|jordan|"
    "syria|iraq|iran|afghanistan|romania|romanian|bulgaria|albania|moldova|ukraine|russia|"
    "belarus|chernobyl|bosnia|kosovo|armenia|georgia|mongolia|mumbai|calcutta|kolkata|delhi|"
    "nairobi|kampala|kathmandu|kerala|tamil nadu|zanzibar|overseas|third world|"
    "developing countries|developing world"
)
SCHOOLS = (
    "schools?|academy|primary|infant|junior|ysgol|college|preparatory|grammar|secondary|"
    "comprehensive"
)
INITIALS = (
    "pta|ptas|ptfa|ptfas|ptsa|pfta|ptaf|ptca|ptcfa|psfa|psta|ptfsa|fpta|ftpa|pstfa|pfsa|ptgfa|"
    "spta|pstf|pcta"
)
BODY = (
    r"(?:assoc\w*|asoc\w*|assic\w*|ass|guild|society|committee|group|circle|partnership|"
    r"organisation|link|forum|club|union|fellowship|council)"
)
PEOPLE = r"(?:teachers?|teaching|staff|carers?|guardians?|friends?|pupils?|governors?|supporters?)"
PARENTS_AND_TEACHERS = (
    rf"\b(?:{INITIALS})\b|\bparent (?:and )*{PEOPLE}|"
    r"\b(?:teachers?|staff|friends) (?:and )*parent|\bparentteacher|\brhieni\b|\bcrha\b"
)
# A playgroup housed in a school is one all the same; a school with a nursery class is not.
REAL_SCHOOL = (
    r"(?<!pre)(?<!pre )\b"
    r"(?:primary|infant|junior|first school|nursery (?:and \w+ )?school|middle)\b"
)
TRIGGER = re.compile(
    r"alumn|reunion|\bold \w+(?:ians|eans|ans|ists|ites)\b|school|parent|friend|nurser|playgroup|"
    r"academy|primary|infant|junior|ysgol|rhieni|cyfeillion|college|"
    rf"\b(?:{INITIALS}|psa|hsa|pfa|fsa|pca)\b|\bpt?f?a\w{{0,2}}\b"
)
"""A name without any of these is about no school, whatever else it says."""

FRIENDS = "friends of a school"


class Kind(NamedTuple):
    """What a charity is: a short name, whether that is a school's association, and why."""

    name: str
    association: bool
    reason: str


class Rule(NamedTuple):
    """A kind of charity, shown by a pattern of its folded name unless another pattern matches."""

    kind: Kind
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


def _rule(association: bool, name: str, reason: str, pattern: str, unless: str = "") -> Rule:
    kind = Kind(name, association, reason)
    return Rule(kind, re.compile(pattern), re.compile(unless) if unless else None)


_other, _association = partial(_rule, False), partial(_rule, True)

_PLACES_AND_PEOPLE = [
    _other(
        "umbrella body",
        "A body of many associations or schools, by its name",
        r"parent teacher associations|\bncpta\b|\bparentkind\b|"
        r"\bparent (?:and )*teacher (?:council|federation)|schools partnership|\bdistrict schools|"
        r"(?:federation|confederation|association|union) of (?:\w+ ){0,3}(?:ptas\b|parent teacher)|"
        r"\bfriends of (?:the )?(?:\w+ ){0,2}schools? trust network",
    ),
    _other(
        "playgroup or nursery",
        "A playgroup, pre-school or nursery, by its name",
        r"preschool|playgroup|play ?school|toddler|creche|kindergarten|day nursery|"
        r"nursery group|childminder|play scheme|playscheme|play centre|pre nursery|"
        r"neighbourhood nursery|mother and",
        unless=rf"(?:{PARENTS_AND_TEACHERS}|friends).*{REAL_SCHOOL}|"
        rf"{REAL_SCHOOL}.*(?:{PARENTS_AND_TEACHERS}|friends|school assoc)",
    ),
    _other(
        "club outside school hours",
        "A club outside school hours, by its name",
        r"after ?school|out of school|before school|breakfast club|holiday club|kids club|"
        r"wrap ?around|breakfast and after|homework club|schools out\b|youth club",
    ),
    _other(
        "former pupils",
        "An association of former pupils, by its name",
        r"\bold (?:boys|girls|pupils|scholars|students|members|school ?fellows)|alumn|"
        r"former (?:pupils|students|scholars)|past pupils|ex pupils|reunion|"
        r"\bold \w+(?:ians|eans|ans|ists|ites)\b (?:\w+ )?(?:assoc|society|club|trust|fund|charit)",
    ),
    _other(
        "hospital",
        "A hospital, its school or its friends, by its name",
        r"\bhospitals?\b|hospice|infirmary|\bnhs\b|\bclinic\b|surgery|\bmedical school|"
        r"school of (?:medicine|nursing)",
        unless=r"christs hospital",
    ),
    _other(
        "university",
        "Of a university or a students' union, by its name",
        r"universit|students union|business school|theological|"
        r"school of (?:economics|economic|african|oriental|tropical|pharmacy|architecture)|"
        r"school of (?:theology|divinity)",
    ),
    _other(
        "uniformed group",
        "A scout, guide or cadet group, by its name",
        r"\bscouts?\b|\bguides?\b|brownies|\bcubs\b|\bcadets?\b|\bccf\b|boys brigade|girls brigade",
        unless=r"\bscout (?:road|lane|moor)",
    ),
    _other(
        "sports",
        "A sports club or body, by its name",
        r"football|cricket|rugby (?:football|club|union|league)|junior rugby|\bhockey|"
        r"swimming|\bswim\b|athletic|\btennis|gymnastic|\browing|boat club|netball|"
        r"\bsports?\b|\briding (?:for|school|club|group|stable|assoc)|\bpony\b|equestrian|"
        r"\bgolf|sailing|\bski\b|martial|judo|karate|badminton|basketball|trampolin",
        unless=PARENTS_AND_TEACHERS,
    ),
    _other(
        "music, dance or arts",
        "For music, dance or another art, by its name",
        r"schools? of (?:\w+ )?(?:music|dance|dancing|ballet|art|arts|drama|speech)|"
        r"schools? of (?:\w+ )?(?:acting|needlework)|"
        r"\b(?:music|dance|ballet|stage|theatre|drama|film|circus|rock|art|choir) schools?\b|"
        r"orchestra|\bbands?\b|\bchoirs?\b|choral|young musicians|samba|"
        r"friends of (?:\w+ ){1,3}music\b(?! school)|friends of music|"
        r"music (?:service|centre|trust|society|association)",
        unless=rf"{PARENTS_AND_TEACHERS}|"
        r"choir schools? (?:assoc|pta)|(?:friends|parent).*choir school\b",
    ),
    _other(
        "supplementary school",
        "A supplementary or language school, by its name",
        r"supplementary|saturday school|sunday language|mother tongue|madrass?ah?|madras?sa|"
        r"cheder|chedar|hebrew classes|complementary school|language school|evening school|"
        r"(?:polish|russian|chinese|greek|turkish|bengali|arabic|german|japanese|ukrainian|"
        r"spanish|french|portuguese|persian|iranian|kurdish|somali|tamil|gujarati|hungarian|"
        r"czech|italian|swedish|norwegian|finnish|dutch|danish|latvian|lithuanian|bulgarian|"
        r"korean) (?:\w+ )?school",
        unless=r"friends of (?:the )?(?:french|german) (?:primary|junior)",
    ),
    _other(
        "church",
        "A church or its Sunday school, by its name",
        r"sunday schools?|\bpcc\b|\bparish church|church council|\bchapel\b|\bcathedral\b|"
        r"\bminster\b|congregation\b|\bmosque\b|synagogue|\babbey church",
        unless=rf"{PARENTS_AND_TEACHERS}|(?:cathedral|minster|chapel) (?:\w+ ){{0,6}}(?:{SCHOOLS})|"
        rf"(?:{SCHOOLS}) (?:of )?(?:\w+ ){{0,3}}(?:cathedral|minster|chapel)|"
        rf"chapel (?!of|fund)\w+ .*(?:{SCHOOLS})|"
        rf"parish church .*(?:{SCHOOLS}).*\b(?:assoc|friends)",
    ),
    _other(
        "care or housing",
        "For care, disability or housing, by its name",
        r"handicap|mencap|learning (?:disab|difficult)|day (?:service|centre)|residential|"
        r"\bhostel|housing|care home|\bdisabled\b|\bautis|deafness|cerebral palsy|"
        r"downs syndrome|alzheimer|children with|adhd|dyslexi|bereave|premature|foster|adopti",
        unless=rf"(?:school|primary|academy|college)\b.*(?:{PARENTS_AND_TEACHERS})|"
        r"friends of .* school",
    ),
    _other(
        "hall, building or history",
        "A hall, an old building or local history, by its name",
        r"village hall|community (?:hall|association|centre)|parish hall|"
        r"school (?:hall|room)\b|schoolroom|school ?house\b|\bold (?:\w+ )?school\b|"
        r"museum|historical|history|heritage|archive|\blibrary\b|"
        r"allotment|recreation ground|playing field",
        unless=rf"{PARENTS_AND_TEACHERS}|"
        r"friends of .*(?:primary|infant|junior)|(?<!old )school assoc|home school|"
        r"\bold (?!school\b|church|national|british|village|board)\w+ (?:\w+ )?school|"
        r"school and community association|\bparent\b.*\bschool\b",
    ),
    _other(
        "abroad",
        "A charity for schools abroad, by its name",
        rf"\b(?:{COUNTRIES})\b",
        unless=rf"{PARENTS_AND_TEACHERS}|indian queens",
    ),
]

_ASSOCIATIONS = [
    _association(
        "parents and teachers",
        "a parents' association by its name",
        PARENTS_AND_TEACHERS,
        unless=rf"^(?!.*(?:{INITIALS}|teacher|staff)).*"
        rf"\bparent (?:and )*(?:carers?|guardians?|pupils?|supporters?)\b(?!.*(?:{SCHOOLS}))",
    ),
    _association(
        "home and school",
        "an association of home and school by its name",
        r"\bhome (?:and )?(?:the )?schools?\b(?! education)|"
        rf"\bschools? (?:and )?home (?:and )?{BODY}|"
        rf"{BODY} of (?:home and school|school and home)|\bschool and home\b",
    ),
    _association(
        "parents",
        "a parents' association by its name",
        rf"\bparent (?:\w+ )?{BODY}\b.*|\bassociation of parent\b|"
        rf"(?:{SCHOOLS}).*\bparent\b|\bparent\b.*(?:{SCHOOLS})",
        unless=rf"^(?!.*(?:{SCHOOLS}|\bparent (?:as\w*c|organi)|\bassociation of parent))"
        r".*\bparent\b|trust for parent|parent education|parent support service|"
        r"one parent|single parent|lone parent|gingerbread",
    ),
    _association(
        "initials",
        "a parents' or school association by its initials",
        rf"(?:{SCHOOLS}).*\b(?:psa|hsa|pfa|psfa|fsa|pca|sa|tpa|ptc|pa|fta)\b|"
        r"\b(?:psa|hsa|pfa|psfa)$|\bparent society$",
        unless=r"police|superintendent",
    ),
    _association(
        FRIENDS,
        "friends of a school by its name",
        rf"\b(?:friends?|cyfeillion|ffrindiau)\b.*\b(?:{SCHOOLS}|nursery school)\b|"
        rf"\b(?:{SCHOOLS})\b.*\bfriends\b",
        unless=r"\bcollege (?:oxford|cambridge)|friends of the (?:royal )?college|sixth form|"
        r"junior league|friends schools? (?:joint|council|trust)|\bfriends schools?\b(?! assoc)",
    ),
    _association(
        "school association",
        "a school association by its name",
        r"\b(?:school|schools|primary|academy|infant|junior) "
        rf"(?:support(?:ers)? |community |family |fund ?raising |social |amenit\w+ )?{BODY}\b|"
        r"\bassociation (?:of|for) (?!.*schools).*\b(?:school|primary)$|"
        r"\bcollege (?:community )?association$|"
        r"\bschool (?!of|for|and|fund|charit|camp|journey)\w+ association$|"
        r"\bschool (?:support|supporters|fund ?raisers)\b",
        unless=r"schools? (?:council|club|union)|school association (?:limited|ltd)$|"
        r"junior (?:club|group|league|section)|primary (?:club|council|care)|"
        r"infant (?:society|welfare)|school (?:group|society) (?:of|for)|"
        r"schools (?:group|partnership|forum|link|organisation|society)$|"
        r"academy (?:group|club|society)|(?:international|summer|ex) schools? assoc|"
        r"(?:national|british|english|independent|preparatory|special|area|district|borough|"
        r"\w+shire|kent|essex|sussex|surrey|norfolk|suffolk|devon|dorset|somerset|cornwall|"
        r"durham|cumbria|london) schools assoc",
    ),
]

_MONEY = "trust|foundation|endow|charit|scholarship|prize|bursar|bequest|memorial|gift|educational"
_OWNED = [
    _other(
        "school fund",
        "A school's fund: it belongs to the school and is no association of parents or friends",
        rf"(?:{SCHOOLS}).*\bfunds?\b|\bfunds?\b.*(?:{SCHOOLS})",
    ),
    _other(
        "school trust",
        "A school's trust, foundation or prize: no association of parents or friends",
        rf"(?:{SCHOOLS}).*\b(?:{_MONEY}|company|limited)|\b(?:{_MONEY})\w*\b.*(?:{SCHOOLS})",
    ),
    _other("nursery", "A nursery, by its name", r"\bnurser(?:y|ies)\b", unless="nursery school"),
    _other(
        "friends of something",
        "Friends of something that its name does not call a school",
        r"\bfriends?\b",
    ),
    _other(
        "school",
        "The school itself, its building or another school charity, by its name",
        rf"\b(?:{SCHOOLS})\b",
    ),
]

RULES: tuple[Rule, ...] = (*_PLACES_AND_PEOPLE, *_ASSOCIATIONS, *_OWNED)
OTHER_KINDS = frozenset(rule.kind.name for rule in _PLACES_AND_PEOPLE)
"""Kinds that no wording of the activities can make a school's association."""

OWNED_KINDS = frozenset({"school fund", "school trust", "school"})
"""Kinds that only activities which name the parents' association make one."""
