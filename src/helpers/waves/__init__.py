"""Waves: one dated set of tables about schools, under a contract."""

from .errors import AreaError as AreaError
from .errors import ContractError as ContractError
from .errors import WaveError as WaveError
from .incomes import DIRECT_ALONE as DIRECT_ALONE
from .incomes import INCOMES as INCOMES
from .incomes import Income as Income
from .incomes import has_accounts as has_accounts
from .incomes import income as income
from .vocabulary import SURVEY_ITEMS as SURVEY_ITEMS
from .wave import Wave as Wave
from .wave import all as all
from .wave import before as before
from .wave import earlier as earlier
from .wave import folder as folder
from .wave import ids as ids
from .wave import latest as latest
from .wave import load as load
from .wave import read as read
