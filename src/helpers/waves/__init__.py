"""Waves: one dated set of tables about schools, under a contract."""

from .errors import AreaError as AreaError
from .errors import ContractError as ContractError
from .errors import WaveError as WaveError
from .incomes import DIRECT_ALONE as DIRECT_ALONE
from .incomes import INCOMES as INCOMES
from .incomes import Income as Income
from .incomes import has_accounts as has_accounts
from .incomes import income as income
from .load import Wave as Wave
from .load import all as all
from .load import before as before
from .load import earlier as earlier
from .load import folder as folder
from .load import ids as ids
from .load import latest as latest
from .load import load as load
from .load import read as read
from .vocabulary import SURVEY_ITEMS as SURVEY_ITEMS
