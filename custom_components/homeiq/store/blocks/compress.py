"""Compression of what is kept for long: zstd where this Python has it, else zlib, and a number that says which."""

from __future__ import annotations

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
_LEAST_WINDOW = 10  # that zstd knows, as a power of two

MOST = 1 << 26
"""Bytes that anything compressed may have, where nothing closer is known."""


class Codec(IntEnum):
    """How bytes are compressed. The numbers are stored."""

    ZLIB = 1
    ZSTD = 2


BEST = Codec.ZSTD if zstd else Codec.ZLIB


class CodecMissingError(ValueError):
    """Compressed with what this Python can't read; nothing is wrong with the bytes."""


def compress(data: bytes, codec: Codec = BEST) -> bytes:
    """Make bytes smaller."""
    return zstd.compress(data, _ZSTD_LEVEL) if codec is Codec.ZSTD and zstd else zlib.compress(data, _ZLIB_LEVEL)


def decompress(data: bytes, codec: Codec, most: int = MOST) -> bytes:
    """Bring bytes back, without ever taking more memory than a bound.

    Args:
        data: what ``compress`` returned.
        codec: how it was compressed.
        most: bytes that may come out.

    Raises:
        CodecMissingError: this Python can't read them.
        ValueError: they are damaged, or more than may come out.
    """
    if codec is Codec.ZSTD and not zstd:
        raise CodecMissingError("compressed with zstd, which this Python lacks")
    try:
        plain, is_whole = _of_zstd(zstd, data, most) if codec is Codec.ZSTD and zstd else _of_zlib(data, most)
    except MemoryError:
        raise
    except Exception as err:
        # Each library has an error of its own, and one of the libraries may be missing.
        raise ValueError(f"damaged: {err}") from err
    if not is_whole or len(plain) > most:
        raise ValueError("damaged: it doesn't end where it should")
    return plain


def _of_zstd(library: ModuleType, data: bytes, most: int) -> tuple[bytes, bool]:
    # What a frame says of itself is believed within the bound only: a flipped bit may ask for gigabytes.
    size = library.get_frame_info(data).decompressed_size
    if size is not None and size > most:
        return b"", False
    options = {library.DecompressionParameter.window_log_max: max(_LEAST_WINDOW, most.bit_length())}
    # One byte more than the bound: at the bound itself the end of the frame may not have been read yet.
    decompressor = library.ZstdDecompressor(options=options)
    plain = decompressor.decompress(data, most + 1)
    return plain, decompressor.eof and not decompressor.unused_data


def _of_zlib(data: bytes, most: int) -> tuple[bytes, bool]:
    decompressor = zlib.decompressobj()
    plain = decompressor.decompress(data, most + 1)
    return plain, decompressor.eof and not decompressor.unused_data
