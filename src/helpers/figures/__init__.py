"""Pictures and tables: each carries its evidence, its finding in words, and its data."""

from .deciles import draw_dots_by_decile as draw_dots_by_decile
from .deciles import draw_income_by_decile as draw_income_by_decile
from .deciles import draw_minutes_by_decile as draw_minutes_by_decile
from .deciles import draw_shares_by_decile as draw_shares_by_decile
from .deciles import draw_spread_by_decile as draw_spread_by_decile
from .lorenz import draw_lorenz as draw_lorenz
from .output import Picture as Picture
from .output import say as say
from .output import show as show
from .output import show_table as show_table
from .paired import draw_paired_change as draw_paired_change
from .plot_data import answers_by_wave as answers_by_wave
from .plot_data import counts_by_decile as counts_by_decile
from .plot_data import lorenz_curves as lorenz_curves
from .plot_data import pairs as pairs
from .plot_data import per_pupil as per_pupil
from .printed_comparison import compare_with_printed as compare_with_printed
from .printed_comparison import in_hours as in_hours
from .style import canvas as canvas
from .style import stamp as stamp
from .survey_items import draw_survey_items as draw_survey_items
