"""What is wrong with what somebody handed in: every such error of this package is one of these."""


class NewWaveError(ValueError):
    """A user's mistake in making a wave; the message names file, place and remedy."""
