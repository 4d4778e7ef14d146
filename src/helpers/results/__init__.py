"""Results: evidence, estimates and claims, recorded in a notebook and told in a sentence.

Knows nothing of what the book is about.
"""

from helpers.results.downloads import csv_text
from helpers.results.estimate import EVIDENCE, Estimate, Evidence, count
from helpers.results.format import detail, interval, mark, number, rests_on, text
from helpers.results.recording import (
    MEANING,
    MIME,
    claim,
    direction,
    gradient,
    heading,
    record,
    summary,
)
from helpers.results.store import ResultError, Store, collect
from helpers.results.tables import Markup, html_table

__all__ = [
    "EVIDENCE",
    "MEANING",
    "MIME",
    "Estimate",
    "Evidence",
    "Markup",
    "ResultError",
    "Store",
    "claim",
    "collect",
    "count",
    "csv_text",
    "detail",
    "direction",
    "gradient",
    "heading",
    "html_table",
    "interval",
    "mark",
    "number",
    "record",
    "rests_on",
    "summary",
    "text",
]
