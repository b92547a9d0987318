"""Servers that mean harm, or are none: what they answer, byte by byte, and certificates for them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
import gzip
import ipaddress
from pathlib import Path
import ssl
import struct
import threading
import zlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

type Enemy = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

CHUNK = b"x" * 65_536
LOGIN = b"<!DOCTYPE html><html><body>Please log in</body></html>"


@asynccontextmanager
async def enemy(answer: Enemy, tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    """Let one function answer each connection; yield the server's address.

    It runs in a thread and a loop of its own: a handshake that fails is the server's trouble, not the home's.
    """
    loop, ready = asyncio.new_event_loop(), threading.Event()
    loop.set_exception_handler(lambda *_: None)
    ports: list[int] = []

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                await answer(reader, writer)
        finally:
            writer.close()

    def serve() -> None:
        server = loop.run_until_complete(asyncio.start_server(connected, "127.0.0.1", 0, ssl=tls, limit=16 << 20))
        ports.append(server.sockets[0].getsockname()[1])
        ready.set()
        loop.run_forever()
        server.close_clients()
        server.close()
        loop.run_until_complete(_end_all())
        loop.close()

    thread = threading.Thread(target=serve)
    thread.start()
    await asyncio.to_thread(ready.wait)
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{ports[0]}"
    finally:
        loop.call_soon_threadsafe(loop.stop)
        await asyncio.to_thread(thread.join)


async def _end_all() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    [task.cancel() for task in tasks]
    await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 5)
    # What was closed goes in the loop's next turns.
    await asyncio.sleep(0.05)


async def asked(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """Read a request; return its head and its body.

    Raises:
        ConnectionError: it is no HTTP, and servers hang up on who begins with a handshake.
    """
    begin = await reader.readexactly(1)
    if not begin.isalpha():
        raise ConnectionError
    head = begin + await reader.readuntil(b"\r\n\r\n")
    size = next(
        (int(line.partition(b":")[2]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")), 0
    )
    return head, await reader.readexactly(size)


def saying(status: str, body: bytes = b"", **headers: str) -> Enemy:
    """Answer always the same, whatever is asked."""
    lines = [f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items()]
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{''.join(lines)}\r\n".encode()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            await asked(reader)
            writer.write(head + (b"" if status.startswith("204") else body))
            await writer.drain()

    return answer


def without_end(status: str = "200 OK", chunk: bytes = CHUNK, **headers: str) -> Enemy:
    """Answer, and never stop."""
    lines = [f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items()]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asked(reader)
        writer.write(f"HTTP/1.1 {status}\r\n{''.join(lines)}\r\n".encode())
        while True:
            writer.write(chunk)
            await writer.drain()

    return answer


def drop_by_drop(begin: bytes) -> Enemy:
    """Send a byte now and then, so that something always comes."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asked(reader)
        writer.write(begin)
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    return answer


async def headers_without_end(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asked(reader)
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"".join(b"X-%d: %s\r\n" % (n, b"y" * 8000) for n in range(50)))
        await writer.drain()


async def resetting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asked(reader)
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nhalf of it")
    await writer.drain()
    writer.transport.abort()


async def no_http(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asked(reader)
    writer.write(b"SSH-2.0-OpenSSH_10.0\r\n\0\xff\xfe\r\n\r\n")
    await writer.drain()


def echoing(status: str) -> Enemy:
    """Send back what was sent, credentials included."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head, _ = await asked(reader)
            writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {len(head)}\r\n\r\n".encode() + head)
            await writer.drain()

    return answer


def bomb(megabytes: int) -> bytes:
    """Return a few bytes of gzip (RFC 1952) that stand for many."""
    piece = b" " * (1 << 20)
    packing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    begin = packing.compress(b"{") + packing.flush(zlib.Z_FULL_FLUSH)
    # After a full flush nothing refers to what was before, so the same bytes mean the same again.
    one = packing.compress(piece) + packing.flush(zlib.Z_FULL_FLUSH)
    check = zlib.crc32(b"{")
    for _ in range(megabytes):
        check = zlib.crc32(piece, check)
    end = packing.flush() + struct.pack("<II", check, 1 + len(piece) * megabytes)
    return gzip.compress(b"")[:10] + begin + one * megabytes + end


def a_certificate(folder: Path, host: str = "127.0.0.1", *, days: int = 30) -> tuple[ssl.SSLContext, Path]:
    """Make a certificate that signs itself; return what a server needs, and the file for who is to trust it.

    Args:
        folder: where the files go.
        host: whose it is.
        days: from now until it expires; none below zero is valid.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    known_as: x509.GeneralName = x509.DNSName(host)
    if host[0].isdigit():
        known_as = x509.IPAddress(ipaddress.ip_address(host))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=90))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([known_as]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "certificate.pem", folder / "key.pem"
    public.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(public, private)
    return server, public
