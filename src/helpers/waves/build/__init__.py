"""Building a wave from official files: read, join, link, check, write, with every rule told."""

from helpers.waves.build.build import Built, build, write
from helpers.waves.build.compare import diff
from helpers.waves.build.options import OptionError, Options
from helpers.waves.build.writing import remove

__all__ = ["Built", "OptionError", "Options", "build", "diff", "remove", "write"]
