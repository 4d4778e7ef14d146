"""Pairs of charities and schools worth comparing: those that share a distinctive word.

They are found through a sparse product; never are all pairs compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from newwave.linking.charity import Charity
from newwave.linking.school_index import SchoolIndex, WordRows, sum_words, word_rows

LEAST_NAME_BITS, LEAST_SHARE = 4.0, 0.45


@dataclass(frozen=True)
class Candidates:
    """Candidates: positions in `charities` and in the index's schools, and a row of words for each.

    `charity_words` are those of the charity's name, `common` those of both names, `omitted` those
    that only the school's has, `text_words` those of the school that the charity's text names;
    `common_bits` are the bits of the common ones; `same_words`: the names have no other words.
    """

    charities: Sequence[Charity]
    index: SchoolIndex
    charity_at: np.ndarray
    school_at: np.ndarray
    charity_words: WordRows
    common: WordRows
    omitted: WordRows
    text_words: WordRows
    common_bits: np.ndarray
    same_words: np.ndarray

    @cached_property
    def schools(self) -> tuple[np.ndarray, np.ndarray]:
        """The different schools (positions in the index's), and which of them each has."""
        return np.unique(self.school_at, return_inverse=True)

    def rows(self, words: Callable[[Charity], Iterable[str]]) -> WordRows:
        """Some words of each candidate's charity."""
        rows = word_rows([words(charity) for charity in self.charities], self.index.columns)
        return rows[self.charity_at]


def find_candidates(charities: Sequence[Charity], index: SchoolIndex) -> Candidates:
    """The pairs that share enough of the school's leading words."""
    names = word_rows([charity.name.words for charity in charities], index.columns)
    charity_at, school_at, common_bits = _pairs(names, index)
    charity_words, school_words = names[charity_at], index.names[school_at]
    common = school_words.multiply(charity_words)
    omitted = school_words - common
    text_names = word_rows([charity.text_name.words for charity in charities], index.columns)
    length = np.array([len(charity.name.words) for charity in charities])[charity_at]
    return Candidates(
        charities,
        index,
        charity_at,
        school_at,
        charity_words,
        common,
        omitted,
        text_names[charity_at],
        common_bits,
        (sum_words(omitted) == 0) & (length == sum_words(school_words)),
    )


def _pairs(names: WordRows, index: SchoolIndex) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Positions of the charities and the schools, and the bits of the words that they share.

    Words that only tell a street, a subject or a sponsor make no pair, unless a name has no other.
    """
    shared = sparse.coo_array(names @ index.name_bits.T)
    least = np.maximum(LEAST_NAME_BITS, LEAST_SHARE * index.leading_bits[shared.col])
    keep = shared.data >= least
    charity_at, school_at, bits = shared.row[keep], shared.col[keep], shared.data[keep]
    leading = sum_words(index.leading[school_at].multiply(names[charity_at])) > 0
    keep = leading | (sum_words(index.leading)[school_at] == 0)
    return charity_at[keep].astype(np.int64), school_at[keep].astype(np.int64), bits[keep]
