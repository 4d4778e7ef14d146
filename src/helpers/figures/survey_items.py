"""What heads answered: a dot with its interval for each question and wave."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from boundtext import Estimate, Result
from helpers.figures import alt_text, style
from helpers.figures.output import Picture
from helpers.figures.style import Evidenced
from helpers.measures.basis import NotMeasurable, only_measured, require_measured, value_or_reason

Answers = Mapping[str, Mapping[str, Estimate]]


@value_or_reason
def draw_survey_items(
    wave: Evidenced, answers: Mapping[str, Mapping[str, Result]], items: Mapping[str, str]
) -> Picture:
    """Percentages saying yes to each survey item, with intervals, one colour for each wave.

    answers: wave -> item -> result in percent, the earliest wave first; what was not measured
    is not drawn, nor a wave without any. items: item -> the question in plain words, in the
    order of drawing.
    """
    own = answers[wave.id] if wave.id in answers else next(iter(answers.values()), {})
    if not only_measured(own) and len(set(own.values())) > 1:
        raise NotMeasurable(f"The survey of wave {wave.id} has no answers that can be shown.")
    require_measured(own)
    given = {label: only_measured(results) for label, results in answers.items()}
    return _draw({label: found for label, found in given.items() if found}, items, wave)


def _draw(answers: Answers, items: Mapping[str, str], wave: Evidenced) -> Picture:
    asked = [item for item in items if any(item in given for given in answers.values())]
    colours = [style.DIRECT] if len(answers) == 1 else [style.PTA, style.DIRECT]
    with style.canvas(height=1.9 + 0.66 * len(asked)) as (fig, (axes, *_)):
        for place, (label, given) in enumerate(answers.items()):
            offset = 0.0 if len(answers) == 1 else 0.16 * (2 * place - 1)
            _dots(list(_present(asked, given, offset)), axes, colours[place], f"{label} wave")
        axes.set_yticks(
            range(len(asked)), [textwrap.fill(_sentence_case(items[item]), 30) for item in asked]
        )
        axes.set_ylim(len(asked) - 0.4, -0.6)
        axes.set_xlim(0, 100)
        axes.xaxis.set_major_formatter(PercentFormatter(100))
        axes.set_xlabel("Heads who said yes, 95% intervals", loc="right")
        axes.set_title("What heads answered")
        axes.grid(visible=True, axis="x")
        axes.grid(visible=False, axis="y")
        axes.tick_params(axis="y", labelsize=11)
        fig.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=2)
        style.stamp(fig, wave)
    alt = alt_text.alt(wave, *(_item_sentence(items[item], item, answers) for item in asked))
    return Picture(fig, alt, _item_frame(asked, answers), f"survey-{wave.id}")


def _present(
    asked: Sequence[str], given: Mapping[str, Estimate], offset: float
) -> list[tuple[float, Estimate]]:
    return [(row + offset, given[item]) for row, item in enumerate(asked) if item in given]


def _dots(places: list[tuple[float, Estimate]], axes: Axes, colour: str, label: str) -> None:
    for height, estimate in places:
        if estimate.low is not None and estimate.high is not None:
            axes.plot([estimate.low, estimate.high], [height, height], color=colour, linewidth=2.4)
    axes.plot(
        [estimate.value for _, estimate in places], [height for height, _ in places], "o",
        color=colour, markersize=8, label=label,
    )  # fmt: skip


def _item_sentence(question: str, item: str, answers: Answers) -> str:
    values = ", ".join(
        f"{alt_text.with_interval(given[item])} in {label}"
        for label, given in answers.items()
        if item in given
    )
    return f"{_sentence_case(question)}: {values}."


def _sentence_case(question: str) -> str:
    return question[:1].upper() + question[1:]


def _item_frame(asked: Sequence[str], answers: Answers) -> pd.DataFrame:
    rows = [
        (item, label, given[item].value, given[item].low, given[item].high, given[item].n)
        for item in asked
        for label, given in answers.items()
        if item in given
    ]
    return pd.DataFrame(rows, columns=["item", "wave", "percent", "low", "high", "n"])
