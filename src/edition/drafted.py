"""The sentences of a draft. Each rests on a result, or is left out with the result.

What a wave does not hold, or holds of too few to be told, is said in words, tied to the number
of its schools.
"""

from __future__ import annotations

from edition.sentences import Binding, paragraph
from helpers.waves import SURVEY_ITEMS

_ABSENT = "For too few of the <frame.schools> of this wave, if for any, "


def finding(told: Binding) -> str:
    """The first paragraph: what changed, or where there is no earlier wave, what there is."""
    # Without associations, what is recorded is donations alone, and is called so.
    kind = "recorded" if "rq1.pta_per_pupil_mean" in told.results else "direct"
    name, both = {
        "recorded": ("what is recorded", "Donations and association income on record come"),
        "direct": ("what stands in the accounts as donations", "Donations in the accounts come"),
    }[kind]
    change = paragraph(
        told.direction(
            f"rq1.{kind}_per_pupil",
            f"In the same schools, {name} per pupil is more than in the wave before",
            f"In the same schools, {name} per pupil is less than in the wave before",
            f"In the same schools, chance alone could explain the change in {name} per pupil since "
            "the wave before",
            f"; the change is <rq1.{kind}_per_pupil_change>",
        ),
        told.direction(
            "rq3.gini_schools",
            "It is more concentrated in few schools than before",
            "It is less concentrated in few schools than before",
            "Whether it became more or less concentrated in few schools is open",
            "; the change is <rq3.gini_schools_change>",
        ),
    )
    level = paragraph(
        told.say(f"{both} to <rq1.{kind}_per_pupil_mean>, as a mean over schools."),
        told.gradient(
            "rq3.decile_gradient_per_pupil",
            "The less deprived the area of a school, the more is recorded per pupil",
            "The less deprived the area of a school, the less is recorded per pupil",
            "Whether more is recorded per pupil in less deprived areas is open",
            ": <rq3.recorded_per_pupil_slope>",
        ),
    )
    return paragraph(change, level) or told.say(
        "What schools raise is known for too few of the <frame.schools> of this wave, if for any."
    )


def money(told: Binding) -> list[str]:
    """Donations, income of associations, both together, and how they changed."""
    direct = paragraph(
        told.say(
            "Donations in schools' own accounts came to <rq1.direct_per_pupil_mean> as a mean over "
            "schools, and to <rq1.direct_per_pupil_of_totals> over all pupils."
        ),
        told.say("The school in the middle received <rq1.direct_per_pupil_median>."),
        told.say("More than ten thousand pounds went to <rq1.direct_share_above_10k> of schools."),
    ) or told.say(f"{_ABSENT}do the accounts tell donations.")
    # Of too few associations no mean is told; then the two together would be donations alone.
    found = "rq1.pta_per_pupil_mean" in told.results
    pta = paragraph(
        told.say(
            "Associations whose accounts were found raised <rq1.pta_per_pupil_mean> as a mean over "
            "their schools."
        ),
        told.say(
            "Donations and association income together are <rq1.recorded_per_pupil_mean>, "
            "a lower bound, since an association without public accounts adds nothing to it."
        ),
    )
    unseen = told.say(f"{_ABSENT}were accounts of a parents' association found.")
    return [direct, pta if found else unseen, _changes(told)]


def _changes(told: Binding) -> str:
    names = {
        "direct": "donations in schools' own accounts",
        "pta": "the income of associations",
    }
    found = [
        told.direction(
            f"rq1.{kind}_per_pupil",
            f"In the same schools, {name} per pupil rose since the wave before",
            f"In the same schools, {name} per pupil fell since the wave before",
            f"In the same schools, chance alone could explain the change in {name} per pupil",
            f"; the change is <rq1.{kind}_per_pupil_change>",
        )
        for kind, name in names.items()
    ]
    share = told.direction(
        "rq1.share_above_10k",
        "More of the same schools received above ten thousand pounds",
        "Fewer of the same schools received above ten thousand pounds",
        "Whether more of the same schools received above ten thousand pounds is open",
        "; the change is <rq1.direct_share_above_10k_change>",
    )
    return paragraph(*found, share) or told.say(
        "With no earlier wave that could be compared, nothing can be said of change in these "
        "<frame.schools>."
    )


def time(told: Binding) -> list[str]:
    """Volunteer time, from the questionnaires."""
    return [
        paragraph(
            told.say(
                "Heads reported <rq1.minutes_per_pupil_mean> of voluntary help as a mean over "
                "schools, and <rq1.minutes_per_pupil_median> in the school in the middle."
            ),
            told.direction(
                "rq1.minutes",
                "That is more than in the wave before",
                "That is less than in the wave before",
                "Chance alone could explain the difference from the wave before",
                "; the change is <rq1.minutes_per_pupil_change>",
            ),
            told.holds(
                "rq3.minutes_wealthier_half_more",
                "Schools in the less deprived areas have more of it than those in the others",
                "; as a ratio, <rq3.minutes_half_ratio>",
            ),
        )
        or told.say(f"{_ABSENT}is volunteer time known.")
    ]


def drivers(told: Binding) -> list[str]:
    """What heads answered, and whether more said so than before."""
    items = [
        paragraph(
            told.say(f"The school {words}, say <rq2.{item}> of the heads who answered."),
            told.direction(
                f"rq2.{item}",
                "More said so than in the wave before",
                "Fewer said so than in the wave before",
                "Chance alone could explain the difference from the wave before",
                f"; the change is <rq2.{item}_change>",
            ),
        )
        for item, words in SURVEY_ITEMS.items()
    ]
    listed = "\n".join(f"- {item}" for item in items if item)
    return [listed or told.say(f"{_ABSENT}did a head answer such questions.")]


def distribution(told: Binding) -> list[str]:
    """Gradient and concentration, and how they moved."""
    gradient = paragraph(
        told.gradient(
            "rq3.decile_gradient",
            "Schools in less deprived areas have more on record",
            "Schools in less deprived areas have less on record",
            "Whether schools in less deprived areas have more on record is open",
            ": <rq3.recorded_slope>",
        )
        or told.say(
            "From one decile to the next less deprived, schools differ by <rq3.recorded_slope>."
        ),
        told.say("Between the two ends of the scale the gap is <rq3.slope_index>."),
        told.holds(
            "rq3.deprivation_leaves_most_unexplained",
            "Deprivation leaves most of the differences between schools unexplained",
            "; it goes with <rq3.deprivation_r_squared> of them",
        )
        or told.say("Deprivation goes with <rq3.deprivation_r_squared> of the differences."),
    ) or told.say(f"{_ABSENT}are both income and the deprivation of the area known.")
    concentration = paragraph(
        told.say(
            "Concentration by schools: <rq3.gini_schools>; the top tenth of schools holds "
            "<rq3.top10_schools>."
        ),
        told.say("Concentration by pupils: <rq3.gini_pupils>."),
    )
    return [gradient, concentration, _moved(told)]


def _moved(told: Binding) -> str:
    names = {
        "gini_schools": "concentration among schools",
        "gini_pupils": "concentration among pupils",
        "top10_schools": "the share of the top tenth of schools",
        "slope_index": "the gap between the ends of the deprivation scale",
    }
    return paragraph(
        *(
            told.direction(
                f"rq3.{key}",
                f"In the same schools, {name} rose",
                f"In the same schools, {name} fell",
                f"In the same schools, whether {name} rose or fell cannot be told",
                f"; the change is <rq3.{key}_change>",
            )
            for key, name in names.items()
        )
    )


def studied(told: Binding, area: str) -> list[str]:
    """The schools of an area, their associations, who left and who answered."""
    schools = paragraph(
        told.say(f"The wave holds <frame.schools> of {area}."),
        told.say("An association on the register was found for <frame.pta_registered> of them."),
        told.say(
            "For <frame.pta_unknown> of them it is not known whether there is one: unseen is not "
            "none."
        ),
        told.say("In the more deprived deciles stand <frame.poorer_half_share> of the schools."),
    )
    left = paragraph(
        told.say("Of the schools in the wave before, <frame.attrition_share> are not in this one."),
        told.holds(
            "frame.leavers_differ_in_donations",
            "Those that left differed from the others in donations per pupil",
            "; the difference was <frame.leavers_minus_stayers_direct_per_pupil>",
        )
        or told.say(
            "What set them apart before they left, in donations: "
            "<frame.leavers_minus_stayers_direct_per_pupil>."
        ),
    )
    answered = told.say("Heads of <frame.response_share> of schools answered the questionnaire.")
    return [schools, left, answered]
