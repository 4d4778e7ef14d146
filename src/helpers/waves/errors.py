"""What is wrong with a wave: every mistake in its files that is told is one of these."""


class WaveError(ValueError):
    """A wave is unknown, incomplete, or its `wave.yml` is not as agreed."""


class AreaError(WaveError):
    """A wave holds no school of the local authority that was asked for."""


class ContractError(WaveError):
    """A table breaks the contract; the message lists every offending row and column."""
