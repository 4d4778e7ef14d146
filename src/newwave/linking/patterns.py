"""The vocabulary of the rules: words for schools, for people, for bodies, for far countries."""

from __future__ import annotations

import re

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
