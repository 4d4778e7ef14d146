"""What is wrong with a page, a notebook or a command: every such error here is one of these."""


class EditionError(Exception):
    """A user's mistake in this book; the message names file, place and remedy."""
