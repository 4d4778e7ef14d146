"""The scripts behind data/reference, which lie beside the tables and in no package."""

import sys

from helpers import project

sys.path.insert(0, str(project.root() / "data" / "reference" / "scripts"))
