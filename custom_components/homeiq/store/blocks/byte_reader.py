"""Takes columns out of bytes, never more of them than there are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_SHIFTS = (0, 8, 16, 24)  # of the bytes of a number


class ByteReader:
    """Takes one array after the other out of bytes.

    All methods raise ``ValueError`` where fewer bytes are left than asked for.
    """

    def __init__(self, data: bytes) -> None:
        """Begin at the first byte."""
        self._data = data
        self._at = 0

    def take(self, kind: str, count: int) -> NDArray[np.generic]:
        """Return numbers as they lie there."""
        array = np.frombuffer(self._data, kind, count, self._at)
        self._at += array.nbytes
        return array

    def numbers(self, kind: str, count: int) -> NDArray[np.int64]:
        """Return numbers of any width as int64[count]."""
        return self.take(kind, count).astype(np.int64)

    def planes(self, count: int, width: int, rows: slice | NDArray[np.int64] = slice(None)) -> NDArray[np.generic]:
        """Return numbers of which all lowest bytes come first, then all second lowest."""
        planes = self.take("u1", count * width).reshape(width, count)[:, rows]
        return np.ascontiguousarray(planes.T).view(f"<u{width}").ravel()

    def sums(self, count: int, rows: slice | NDArray[np.int64]) -> NDArray[np.uint32]:
        """Return the running sums of numbers of four bytes at some rows."""
        if not isinstance(rows, slice) or rows.start is None:
            return np.cumsum(self.planes(count, 4), dtype=np.uint32)[rows]
        # A sum has to begin at the beginning, but what comes before the rows is needed as one number only.
        planes = self.take("u1", count * 4).reshape(4, count)
        before = sum(int(low) << shift for low, shift in zip(planes[:, : rows.start].sum(axis=1), _SHIFTS, strict=True))
        steps = np.ascontiguousarray(planes[:, rows].T).view("<u4").ravel()
        return np.cumsum(steps, dtype=np.uint32) + np.uint32(before & 0xFFFFFFFF)

    def end(self) -> None:
        """Make sure that nothing is left.

        Raises:
            ValueError: something is.
        """
        if self._at != len(self._data):
            raise ValueError("damaged: there is more in it than there should be")
