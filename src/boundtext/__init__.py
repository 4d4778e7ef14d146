"""Text bound to results: estimates and claims, recorded in a notebook, told in a sentence.

Knows nothing of what the book is about.
"""

from boundtext.downloads import csv_text
from boundtext.estimate import EVIDENCE, Estimate, Evidence, count
from boundtext.format import detail, interval, mark, number, rests_on, text
from boundtext.recording import (
    MEANING,
    MIME,
    claim,
    direction,
    gradient,
    heading,
    record,
    summary,
)
from boundtext.store import ResultError, Store, collect
from boundtext.tables import Markup, html_table

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
