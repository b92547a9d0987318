"""Text that a server sent, made fit to be shown: short, printable, and without anything of the credentials.

A server, or whatever stands in its place, may echo what it was sent. So a fragment of a secret counts as much as the
whole, written as it is, in base64, in hexadecimal or escaped for an address, and broken by whatever signs. What has it
in an encoding that can't be cut out, such as escaped letter by letter, is not shown at all.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
import html
from itertools import compress
import re
from urllib.parse import quote, unquote

from ...model.words import shortened

LONGEST = 300  # characters shown
HIDDEN = "[…]"
WITHHELD = "(not shown: it holds the credentials)"
_LOOKED_AT = 20_000  # characters; what is behind them is not shown either
_FRAGMENT = 6  # letters and digits in a row that give a secret away
_SHORT = 4  # letters and digits; fewer stand in any text by chance
_PERCENT_DEEP = 3  # how often a text may be escaped for an address, one over the other
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))")


class Outside:
    """Makes text from outside fit to be shown."""

    def __init__(self, secrets: Iterable[str]) -> None:
        """Know what must not be in it; empty secrets are none."""
        self._secrets = [secret for secret in secrets if secret]
        forms = {form for secret in self._secrets for form in _forms(secret)}
        self._fragments = frozenset(fragment for form in forms for fragment in _fragments(form))
        # Neither can a secret of a few letters be told from other words, nor one of signs alone.
        self._is_silent = any(len(_plain(secret)) < _SHORT for secret in self._secrets)

    def shown(self, text: str, longest: int = LONGEST) -> str:
        """Return the begin of a text, in one line, with what gives a secret away cut out."""
        if self._is_silent and text.strip():
            return WITHHELD
        # The newest sign that was read may be the middle of a secret; a fragment counts as well.
        text = text[:_LOOKED_AT]
        if any(self._has_secret(one) for one in _unescaped(text) if one != text):
            return WITHHELD
        line = " ".join(_printable(self._without(text)).split())
        return shortened(line, longest)

    def _has_secret(self, text: str) -> bool:
        plain = _plain(text)
        return any(plain[at : at + size] in self._fragments for size in self._sizes() for at in range(len(plain)))

    def _sizes(self) -> frozenset[int]:
        return frozenset(len(fragment) for fragment in self._fragments)

    def _without(self, text: str) -> str:
        places = [at for at, sign in enumerate(text) if _counts(sign)]
        plain = _plain(text)
        goes = [False] * len(text)
        for size in self._sizes():
            for at in range(len(plain) - size + 1):
                if plain[at : at + size] in self._fragments:
                    begin, end = places[at], places[at + size - 1] + 1
                    goes[begin:end] = [True] * (end - begin)
        kept = "".join("\0" if gone else sign for sign, gone in zip(text, goes, strict=True))
        return re.sub("\0+", HIDDEN, kept) if any(goes) else text.replace("\0", "")


def _counts(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _plain(text: str) -> str:
    """Return the letters and digits alone: a secret broken by whatever signs is whole there."""
    return "".join(compress(text, map(_counts, text))).lower()


def _forms(secret: str) -> Iterator[str]:
    """Yield how a secret may be written, letters and digits alone."""
    data = secret.encode(errors="replace")
    yield _plain(secret)
    yield _plain(quote(secret, safe=""))
    yield data.hex()
    for before in range(3):
        # Where it begins within what is encoded decides how it looks; the signs at its ends depend on the neighbours.
        encoded = b64encode(b"\0" * before + data).decode().rstrip("=")
        yield _plain(encoded[2 * before : len(encoded) - 1])


def _fragments(form: str) -> Iterator[str]:
    size = min(_FRAGMENT, len(form))
    if size >= _SHORT:
        yield from (form[at : at + size] for at in range(len(form) - size + 1))


def _unescaped(text: str) -> Iterator[str]:
    """Yield what a text says where its escapes are undone, and read backwards."""
    for _ in range(_PERCENT_DEEP):
        text = unquote(text, errors="replace")
        yield text
    yield html.unescape(text)
    yield _ESCAPED.sub(lambda found: chr(int(found[1] or found[2], 16)), text)
    yield text[::-1]


def _printable(text: str) -> str:
    """Leave out what is no sign, such as those that turn the direction of writing."""
    return "".join(sign if sign.isprintable() or sign.isspace() else "" for sign in text)
