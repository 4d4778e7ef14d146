"""Mistakes of those who use the audit: one base, told with file, place and remedy."""

from __future__ import annotations


class AuditError(ValueError):
    """What was handed to the audit is at fault: a file, a relation, an id."""


class RegisterError(AuditError):
    """A register that cannot be trusted: one message that lists every offending row."""


class RelationsError(AuditError):
    """Relations that cannot be judged: one message that lists every problem."""


class UnknownFigureError(AuditError, KeyError):
    """No figure of that id; the message names the register and the nearest ids."""

    def __str__(self) -> str:
        return str(self.args[0])


class NoNumberError(AuditError):
    """A figure in words, or a time, where a number was asked for."""
