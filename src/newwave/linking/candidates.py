"""Pairs of charities and schools worth comparing: those that share a distinctive word.

Blocking goes through a sparse product; never are all pairs compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from newwave.linking.charity import Mention
from newwave.linking.places import Pairs
from newwave.linking.school_index import Index, Rows, matrix, sum_of
from newwave.linking.schools import Schools

LEAST_NAME_BITS, LEAST_SHARE = 4.0, 0.45


@dataclass(frozen=True)
class Candidates:
    """Pairs: positions in `said` and in `schools`, and a row of words for each pair.

    `mine` are the charity's words, `own` the school's, `common` those of both, `lacking` those
    that only the school has, `spoken` those of the school that the charity's text names; `shared`
    are the bits of the common ones, and `exact` tells that the words are the same.
    """

    said: Sequence[Mention]
    schools: Schools
    index: Index
    left: np.ndarray
    right: np.ndarray
    mine: Rows
    own: Rows
    common: Rows
    lacking: Rows
    spoken: Rows
    shared: np.ndarray
    exact: np.ndarray

    @property
    def pairs(self) -> Pairs:
        """Positions of charities and of schools."""
        return self.left, self.right

    @cached_property
    def near(self) -> Rows:
        """The words of the school's neighbours that may tell a village."""
        return self.index.nearby[self.right].multiply(self.index.words.nearby > 0)

    @cached_property
    def explained(self) -> tuple[Rows, Rows]:
        """The charity's further words that are of the school's place, or of a neighbour's."""
        more = self.mine - self.common
        explained = more.multiply(self.index.places[self.right])
        return explained, (more - explained).multiply(self.near)


def candidates(said: Sequence[Mention], index: Index, schools: Schools) -> Candidates:
    """The pairs that share enough of the school's leading words."""
    named = matrix([each.named.words for each in said], index.words.numbers)
    left, right, shared = _sharing(named, index)
    mine, own = named[left], index.names[right]
    common = own.multiply(mine)
    lacking = own - common
    spoken = matrix([each.spoken.words for each in said], index.words.numbers)[left]
    told = np.array([len(each.named.words) for each in said])[left]
    exact = (sum_of(lacking) == 0) & (told == sum_of(own))
    return Candidates(
        said, schools, index, left, right, mine, own, common, lacking, spoken, shared, exact
    )


def _sharing(named: Rows, index: Index) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Positions of the pairs, and the bits of what they share.

    Words that only tell a street, a subject or a sponsor make no pair, unless a name has no other.
    """
    shared = sparse.coo_array(named @ index.weighed.T)
    keep = (shared.data >= LEAST_NAME_BITS) & (shared.data >= LEAST_SHARE * index.lead[shared.col])
    left, right, bits = shared.row[keep], shared.col[keep], shared.data[keep]
    told = sum_of(index.telling[right].multiply(named[left])) > 0
    keep = told | (sum_of(index.telling)[right] == 0)
    return left[keep].astype(np.int64), right[keep].astype(np.int64), bits[keep]
