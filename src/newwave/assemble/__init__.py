"""A wave from official files: read, select, join, link, check, write, with every rule logged."""

from newwave.assemble.built_wave import BuiltWave as BuiltWave
from newwave.assemble.built_wave import build_wave as build_wave
from newwave.assemble.built_wave import remove_wave as remove_wave
from newwave.assemble.built_wave import write_wave as write_wave
from newwave.assemble.comparison import compare_waves as compare_waves
from newwave.assemble.options import OptionError as OptionError
from newwave.assemble.options import WaveOptions as WaveOptions
from newwave.assemble.options import parse_finance_year as parse_finance_year
from newwave.assemble.succession import read_succession as read_succession
