"""Text bound to results: estimates and claims, recorded in a notebook, told in a sentence.

Knows nothing of what a book is about; says so itself where a number is missing or a claim fails.
"""

from .estimate import Estimate as Estimate
from .estimate import Result as Result
from .estimate import Unmeasured as Unmeasured
from .estimate import count as count
from .evidence import EvidenceKind as EvidenceKind
from .evidence import evidence_css as evidence_css
from .evidence import evidence_kind as evidence_kind
from .evidence import evidence_names as evidence_names
from .evidence import use_evidence as use_evidence
from .evidence import weakest_evidence as weakest_evidence
from .format import detail as detail
from .format import interval as interval
from .format import mark as mark
from .format import number as number
from .format import rests_on as rests_on
from .format import text as text
from .predicates import Predicate as Predicate
from .predicates import above as above
from .predicates import agrees_with as agrees_with
from .predicates import at_least_times as at_least_times
from .predicates import below as below
from .predicates import between as between
from .predicates import counted_below as counted_below
from .predicates import differs_from as differs_from
from .predicates import disagrees_with as disagrees_with
from .predicates import falls as falls
from .predicates import rises as rises
from .predicates import unclear as unclear
from .recording import MIME as MIME
from .recording import claim as claim
from .recording import direction as direction
from .recording import display as display
from .recording import gradient as gradient
from .recording import heading as heading
from .recording import record as record
from .recording import summary as summary
from .safe_csv import csv_text as csv_text
from .store import ResultError as ResultError
from .store import Store as Store
from .store import collect as collect
from .tables import Markup as Markup
from .tables import html_table as html_table
