"""Whether a write-ahead log is whole.

SQLite takes a log up to the first part that is not as it was written, and drops what is behind it without a word. That
is right for a change that a power failure cut off: nobody has counted on it. Of a damaged log it costs everything that
was stored since the file was brought up to date last, and what lies behind the damage tells how much that was. Each
part (*frame*: a page, and which it is) bears a checksum that goes on from that of the part before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from .files import beside
from .lineage import VERSION, head_of

type Words = NDArray[np.uint32]
type Bytes = NDArray[np.uint8]

_LOG_HEAD, _FRAME_HEAD = 32, 24  # bytes
_LITTLE, _BIG = 0x377F0682, 0x377F0683  # how a log begins, by the order of bytes in its checksums
_SIZES = frozenset(1 << power for power in range(9, 17))  # that pages may have, bytes
_SIZE = 4096  # that pages of ours have
_AT_ONCE = 1 << 20  # bytes looked at
_MASK = (1 << 32) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Torn:
    """What is wrong with a log.

    Attributes:
        changes: transactions that SQLite can't take from it.
        are_in_file: whether they were brought into the file before; then the log is of no more use.
    """

    changes: int
    are_in_file: bool


def torn(path: Path) -> Torn | None:
    """Look through a file's log; None where there is none, or all that was stored in it can be read. Blocks.

    Args:
        path: the file, to which nobody may write meanwhile.

    Raises:
        OSError: the log can't be read.
    """
    try:
        with beside(path, "-wal").open("rb") as log:
            changes, marks = _behind_damage(log)
    except FileNotFoundError:
        return None
    return Torn(changes=changes, are_in_file=head_of(path)[VERSION] in marks) if changes else None


def newest_pages(log: BinaryIO) -> tuple[int, dict[int, int]]:
    """Return how many bytes a page has, and where in a log the newest of each page begins that was stored for good.

    Blocks.

    Raises:
        OSError: the log can't be read.
    """
    begin = log.read(_LOG_HEAD)
    if len(begin) < _LOG_HEAD or not (head := _head(begin)).is_whole:
        return _SIZE, {}
    stored, open_yet, place, sums = dict[int, int](), dict[int, int](), _LOG_HEAD, head.sums
    for frames in _frames(log, _FRAME_HEAD + head.size):
        is_sound = _sound(frames, head.words, sums) & (frames[:, 8:16] == head.salt).all(axis=1)
        for number, length in _numbers(frames[np.logical_and.accumulate(is_sound), :8]).tolist():
            open_yet[number] = place + _FRAME_HEAD
            if length:
                # The last page of a transaction says how long the file is then.
                stored |= open_yet
                open_yet.clear()
            place += _FRAME_HEAD + head.size
        if not is_sound.all():
            break
        sums = _numbers(frames[-1:, 16:24])[0]
    return head.size, stored


def _behind_damage(log: BinaryIO) -> tuple[int, set[bytes]]:
    """Return how many transactions end behind the first damage, and how these have marked the file."""
    begin = log.read(_LOG_HEAD)
    if len(begin) < _LOG_HEAD:
        return 0, set()
    head = _head(begin)
    sums, is_whole, salt = head.sums, head.is_whole, head.salt if head.is_whole else None
    changes, marks = 0, set[bytes]()
    for frames in _frames(log, _FRAME_HEAD + head.size):
        # Of a log whose beginning is damaged, its frames still tell which are its own.
        salt = frames[0, 8:16] if salt is None else salt
        is_own = (frames[:, 8:16] == salt).all(axis=1)
        is_sound = np.logical_and.accumulate(_sound(frames, head.words, sums) & is_own & is_whole)
        behind = frames[is_own & ~is_sound]
        changes += int(behind[:, 4:8].any(axis=1).sum())
        firsts = behind[(behind[:, :4] == (0, 0, 0, 1)).all(axis=1)]
        marks |= {frame[_FRAME_HEAD:][VERSION].tobytes() for frame in firsts}
        sums, is_whole = _numbers(frames[-1:, 16:24])[0], bool(is_sound[-1])
    return changes, marks


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Head:
    """How a log begins: in which order its words are, how large a page is, what marks its frames, what was summed."""

    words: np.dtype[np.uint32]
    size: int
    salt: Bytes
    sums: Words
    is_whole: bool


def _head(begin: bytes) -> _Head:
    order, size = int.from_bytes(begin[:4]), int.from_bytes(begin[8:12])
    words = np.dtype(">u4" if order == _BIG else "<u4")
    content, sums = np.frombuffer(begin, words).astype(np.uint32)[:6], _numbers(np.frombuffer(begin[24:], np.uint8))
    is_known = order in {_LITTLE, _BIG} and size in _SIZES
    return _Head(
        words=words,
        size=size if size in _SIZES else _SIZE,
        salt=np.frombuffer(begin[16:24], np.uint8),
        sums=sums,
        is_whole=is_known and bool((_summed(content, np.zeros(2, np.uint32)) == sums).all()),
    )


def _frames(log: BinaryIO, size: int) -> Iterator[Bytes]:
    """Yield the frames of a log, some at a time, uint8[n, size]; a last one that is cut off is none."""
    while len(content := log.read(max(_AT_ONCE // size, 1) * size)) >= size:
        yield np.frombuffer(content[: len(content) // size * size], np.uint8).reshape(-1, size)


def _sound(frames: Bytes, words: np.dtype[np.uint32], before: Words) -> NDArray[np.bool_]:
    """Tell of each frame whether it is as it was written, bool[n], where the one before it is.

    Args:
        frames: uint8[n, size].
        words: in which order their bytes were added up.
        before: uint32[2], the checksum that the first one goes on from.
    """
    said = _numbers(frames[:, 16:24])
    begins = np.vstack((before, said[:-1]))
    content = np.ascontiguousarray(np.hstack((frames[:, :8], frames[:, _FRAME_HEAD:]))).view(words).astype(np.uint32)
    found: NDArray[np.bool_] = (_summed(content, begins) == said).all(axis=1)
    return found


def _numbers(content: Bytes) -> Words:
    """Return bytes as SQLite writes numbers."""
    return np.ascontiguousarray(content).view(">u4").astype(np.uint32)


def _summed(content: Words, before: Words) -> Words:
    """Return checksums that go on from earlier ones.

    SQLite's: of two words a step, ``first += word + second`` and then ``second += other + first``, modulo 2**32. That
    is linear, so that it is worked out for all steps at once.

    Args:
        content: uint32[..., 2n].
        before: uint32[..., 2].

    Examples:
        >>> _summed(np.array([1, 2, 3, 4], np.uint32), np.array([0, 0], np.uint32)).tolist()
        [7, 14]
    """
    one, two, three = _powers(content.shape[-1] // 2)
    a, b = content[..., ::2], content[..., 1::2]
    first = (a * (one + two)[-2::-1] + b * two[-2::-1]).sum(axis=-1, dtype=np.uint32)
    second = (a * (two + three)[-2::-1] + b * three[-2::-1]).sum(axis=-1, dtype=np.uint32)
    first += one[-1] * before[..., 0] + two[-1] * before[..., 1]
    second += two[-1] * before[..., 0] + three[-1] * before[..., 1]
    return np.stack((first, second), axis=-1)


@lru_cache(maxsize=4)
def _powers(steps: int) -> tuple[Words, Words, Words]:
    """Return what so many steps, from none on, make of the two sums: of each by itself, and of one by the other."""
    one, two, three = 1, 0, 1
    rows = [(one, two, three)]
    for _ in range(steps):
        one, two, three = (one + two) & _MASK, (two + three) & _MASK, (two + 2 * three) & _MASK
        rows.append((one, two, three))
    table = np.array(rows, np.uint32)
    return table[:, 0], table[:, 1], table[:, 2]
