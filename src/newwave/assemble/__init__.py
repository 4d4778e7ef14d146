"""Building a wave from official files: read, join, link, check, write, with every rule told."""

from newwave.assemble.build import Built, build, write
from newwave.assemble.compare import diff
from newwave.assemble.options import OptionError, Options
from newwave.assemble.writing import remove

__all__ = ["Built", "OptionError", "Options", "build", "diff", "remove", "write"]
