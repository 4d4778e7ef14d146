"""What every room's tests share."""

import os

# Pictures are drawn to files, whatever screen there is.
os.environ.setdefault("MPLBACKEND", "agg")
