"""The two synthetic waves: stand-in tables made from a seed, and the report on what they meet."""

from newwave.synthetic.generate import SEED, build

__all__ = ["SEED", "build"]
