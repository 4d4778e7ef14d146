"""What is shown carries its evidence, its finding and its data, or is refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

from boundtext import Estimate, Unmeasured
from helpers import figures
from helpers.figures import style

SYNTHETIC = SimpleNamespace(id="2018", evidence="synthetic")
OBSERVED = SimpleNamespace(id="2018", evidence="observed")
ALT = "Synthetic data. Income rises with affluence."


def picture(wave: SimpleNamespace | None, alt: str = ALT) -> figures.Picture:
    with style.canvas() as (fig, (axes, *_)):
        axes.bar([1, 2], [3, 4])
        if wave is not None:
            figures.stamp(fig, wave)
    return figures.Picture(fig, alt, pd.DataFrame({"decile": [1, 2], "value": [3, 1 / 3]}), "bars")


def test_a_figure_without_stamp_is_refused(shown: list) -> None:
    with pytest.raises(ValueError, match="carries no evidence"):
        figures.show(picture(None), "caption")
    assert shown == []


@pytest.mark.parametrize("alt", ["", "   ", "bars"])
def test_an_alt_text_that_states_nothing_is_refused(alt: str, shown: list) -> None:
    with pytest.raises(ValueError, match="alt text"):
        figures.show(picture(OBSERVED, alt), "caption")


def test_an_alt_text_cannot_hide_that_data_are_synthetic(shown: list) -> None:
    with pytest.raises(ValueError, match="must open with"):
        figures.show(picture(SYNTHETIC, "Income rises with affluence in every decile."), "caption")


def test_a_picture_is_shown_with_alt_text_caption_and_data(
    shown: list, downloaded: Callable
) -> None:
    figures.show(picture(SYNTHETIC), "Bars <of> income")
    (image, metadata), (caption, _) = shown
    assert metadata["image/png"]["alt"] == image["text/plain"] == ALT
    assert "Synthetic data." in caption["text/html"]
    assert "Bars &lt;of&gt; income" in caption["text/html"]
    assert 'download="bars.csv"' in caption["text/html"]
    assert downloaded(caption["text/html"]) == "decile,value\n1,3\n2,0.333333\n"


def test_a_note_on_what_is_drawn_ends_the_caption(shown: list) -> None:
    figures.show(replace(picture(SYNTHETIC), note="A half is drawn."), "Bars.")
    assert "Bars. A half is drawn." in shown[1][0]["text/html"]
    assert shown[1][0]["text/plain"] == "Synthetic data. Bars. A half is drawn."


def test_the_label_of_evidence_is_in_the_picture() -> None:
    texts = " ".join(text.get_text() for text in picture(SYNTHETIC).fig.texts)
    assert "says nothing about real schools" in texts
    assert style.evidence_of(picture(SYNTHETIC).fig) == "synthetic"
    assert style.evidence_of(picture(OBSERVED).fig) == "observed"


def test_the_same_figure_gives_the_same_bytes() -> None:
    assert style.png(picture(SYNTHETIC).fig) == style.png(picture(SYNTHETIC).fig)


def test_a_png_is_opaque() -> None:
    import matplotlib.image

    pixels = matplotlib.image.imread(io.BytesIO(style.png(picture(OBSERVED).fig)))
    assert (pixels[..., 3] == 1).all()


def test_a_table_has_scopes_and_escapes_markup(shown: list) -> None:
    data = pd.DataFrame({"School": ["<b>St Mary</b>", "Oak"], "Income & more": [1.5, None]})
    figures.show_table(data, "Income", "income", "synthetic")
    html = shown[0][0]["text/html"]
    assert '<th scope="col">Income &amp; more</th>' in html
    assert '<th scope="row">&lt;b&gt;St Mary&lt;/b&gt;</th>' in html
    assert "<caption>Synthetic data. Income</caption>" in html
    assert "not available" in html
    assert 'tabindex="0"' in html


def test_an_estimate_in_a_table_shows_its_interval_and_downloads_its_parts(
    shown: list, downloaded: Callable
) -> None:
    estimate = Estimate(41.3, 38.1, 44.9, 0.95, 306, "GBP per pupil", "mean", "observed", "2018")
    figures.show_table(
        pd.DataFrame({"What": ["mean"], "Now": [estimate]}), "Means", "means", "observed"
    )
    html = shown[0][0]["text/html"]
    assert "£41.30 per pupil (£38.10 to £44.90)" in html
    assert downloaded(html) == "What,Now value,Now low,Now high,Now n\nmean,41.3,38.1,44.9,306\n"


def test_a_table_refuses_a_column_without_a_name(shown: list) -> None:
    with pytest.raises(ValueError, match="column without a name"):
        figures.show_table(pd.DataFrame({"": ["a"]}), "Nameless", "nameless", "observed")


@pytest.mark.parametrize(
    "show",
    [
        lambda lacking: figures.show(lacking, "Answers."),
        lambda lacking: figures.show_table(lacking, "Answers", "answers", "observed"),
    ],
)
def test_what_cannot_be_measured_is_said_in_its_place(shown: list, show: Callable) -> None:
    show(Unmeasured("Wave <2021> has no survey of head-teachers."))
    ((bundle, _),) = shown
    assert bundle == {
        "text/html": "<p>Not shown: Wave &lt;2021&gt; has no survey of head-teachers.</p>",
        "text/plain": "Not shown: Wave <2021> has no survey of head-teachers.",
    }


def test_a_cell_that_cannot_be_measured_gives_its_reason_and_leaves_the_others(
    shown: list, downloaded: Callable
) -> None:
    estimate = Estimate(41.3, 38.1, 44.9, 0.95, 306, "GBP per pupil", "mean", "observed", "2018")
    cells = [estimate, Unmeasured("No association is known.")]
    data = pd.DataFrame({"What": ["mean", "PTA"], "Now": cells})
    figures.show_table(data, "Means", "means", "observed")
    html = shown[0][0]["text/html"]
    assert "<td>£41.30 per pupil (£38.10 to £44.90)</td>" in html
    assert "<td>No association is known.</td>" in html
    csv = downloaded(html).splitlines()
    assert csv[1] == "mean,41.3,38.1,44.9,306"
    assert csv[2] == "PTA,No association is known.,,,"


def test_a_sentence_is_shown_as_it_is_said(shown: list) -> None:
    figures.say("Fewer than 5 & more")
    assert shown[0][0] == {
        "text/html": "<p>Fewer than 5 &amp; more</p>",
        "text/plain": "Fewer than 5 & more",
    }
