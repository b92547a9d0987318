"""Compression of what is kept for long: zstd where this Python has it, else zlib, and a number that says which."""

from enum import IntEnum
from types import ModuleType
import zlib

zstd: ModuleType | None
try:
    from compression import zstd
except ImportError:
    # An optional part of Python, which some builds leave out.
    zstd = None

_ZSTD_LEVEL = 1  # higher levels take longer and are hardly smaller on columns of small differences
_ZLIB_LEVEL = 6


class Codec(IntEnum):
    """How bytes are compressed. The numbers are stored."""

    ZLIB = 1
    ZSTD = 2


BEST = Codec.ZSTD if zstd else Codec.ZLIB


def compress(data: bytes, codec: Codec = BEST) -> bytes:
    """Make bytes smaller."""
    return zstd.compress(data, _ZSTD_LEVEL) if codec is Codec.ZSTD and zstd else zlib.compress(data, _ZLIB_LEVEL)


def decompress(data: bytes, codec: Codec) -> bytes:
    """Bring bytes back.

    Raises:
        ValueError: they are damaged, or this Python can't read them.
    """
    if codec is Codec.ZSTD and not zstd:
        raise ValueError("compressed with zstd, which this Python lacks")
    try:
        return zstd.decompress(data) if codec is Codec.ZSTD and zstd else zlib.decompress(data)
    except Exception as err:
        # Each library has an error of its own, and one of the libraries may be missing.
        raise ValueError(f"damaged: {err}") from err
