"""Printed figures checked against each other: registers, relations, verdicts, for any paper."""

from .errors import AuditError as AuditError
from .errors import RegisterError as RegisterError
from .errors import RelationsError as RelationsError
from .errors import UnknownFigureError as UnknownFigureError
from .figure import Figure as Figure
from .judgement import FigureVerdict as FigureVerdict
from .judgement import audit as audit
from .judgement import count_verdicts as count_verdicts
from .judgement import judge_figures as judge_figures
from .register import ELSEWHERE as ELSEWHERE
from .register import find_figure as find_figure
from .register import read_figures as read_figures
from .verdict import VERDICTS as VERDICTS
from .verdict import Verdict as Verdict
