"""The two synthetic waves: stand-in tables made from a seed, and the report on what they meet."""

from newwave.synthetic.synthetic_waves import SEED as SEED
from newwave.synthetic.synthetic_waves import write_waves as write_waves
