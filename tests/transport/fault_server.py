"""A TLS server on loopback that gives prepared answers, one after another, and records every request."""

from __future__ import annotations

import hashlib
import json
import socket
import ssl
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread

Answer = Callable[["Exchange"], None]


@dataclass
class Exchange:
    """One request as received, and the connection for its answer."""

    connection: socket.socket
    head: str
    body: bytes
    client_x5t_s256: str | None
    stopping: Event

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def drip(self, data: bytes, *, every: float = 0.02) -> None:
        """Send one byte at a time, each within a read timeout, until the other side closes."""
        for position in range(len(data)):
            if self.stopping.wait(every):
                return
            self.send(data[position : position + 1])

    def reset(self) -> None:
        """Close the connection with a TCP reset."""
        no_linger = b"\1\0\0\0\0\0\0\0"
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, no_linger)
        self.connection.close()


@dataclass
class FaultServer:
    """Its port and what it received; ``answers`` are given in order, and the last one repeatedly."""

    port: int
    answers: list[Answer]
    exchanges: list[Exchange] = field(default_factory=list)
    connections: int = 0
    received_bytes: int = 0

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}/cis/oidc/token"

    def next_answer(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def http(body: bytes | object, *, status: str = "200 OK", **headers: str) -> bytes:
    """A complete answer; names in ``headers`` have underscores for hyphens."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = {"Content-Type": "application/json", "Content-Length": str(len(data))}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + data


def plain(body: bytes | object, *, status: str = "200 OK", **headers: str) -> Answer:
    """An answer that is sent immediately and conforms to HTTP."""
    data = http(body, status=status, **headers)
    return lambda exchange: exchange.send(data)


TOKEN = {"access_token": "good-token", "token_type": "Bearer", "expires_in": 3600}
good = plain(TOKEN)


@contextmanager
def serving(*answers: Answer, context: ssl.SSLContext | None) -> Iterator[FaultServer]:
    """Serve TLS, or plain TCP without a context, until the block ends."""
    stopping = Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.02)
        server = FaultServer(listener.getsockname()[1], list(answers or (good,)))
        threads = [Thread(target=_accept, args=(listener, context, server, stopping))]
        threads[0].start()
        try:
            yield server
        finally:
            stopping.set()
            threads[0].join()


def _accept(listener: socket.socket, context: ssl.SSLContext | None, server: FaultServer, stopping: Event) -> None:
    threads: list[Thread] = []
    while not stopping.is_set():
        with suppress(TimeoutError):
            connection, _ = listener.accept()
            server.connections += 1
            threads.append(Thread(target=_serve, args=(connection, context, server, stopping)))
            threads[-1].start()
    for thread in threads:
        thread.join()


def _serve(plain_socket: socket.socket, context: ssl.SSLContext | None, server: FaultServer, stopping: Event) -> None:
    with plain_socket, suppress(OSError):
        plain_socket.settimeout(0.05)
        connection = _shake_hands(plain_socket, context, server)
        with connection:
            while not stopping.is_set():
                exchange = _receive(connection, stopping)
                if exchange is None:
                    return
                server.exchanges.append(exchange)
                connection.settimeout(5)
                server.next_answer()(exchange)
                connection.settimeout(0.05)


def _shake_hands(plain_socket: socket.socket, context: ssl.SSLContext | None, server: FaultServer) -> socket.socket:
    plain_socket.settimeout(2)
    server.received_bytes += len(plain_socket.recv(5, socket.MSG_PEEK))
    return context.wrap_socket(plain_socket, server_side=True) if context else plain_socket


def _receive(connection: socket.socket, stopping: Event) -> Exchange | None:
    connection.settimeout(0.05)
    data = b""
    while not _is_whole(data):
        try:
            more = connection.recv(65536)
        except TimeoutError:
            if stopping.is_set():
                return None
            continue
        if not more:
            return None
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    return Exchange(connection, head.decode("latin-1"), body, _presented(connection), stopping)


def _is_whole(data: bytes) -> bool:
    head, end, body = data.lower().partition(b"\r\n\r\n")
    if b"transfer-encoding: chunked" in head:
        return body.endswith(b"0\r\n\r\n")
    lengths = [int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"content-length:")]
    return bool(end) and len(body) >= sum(lengths)


def _presented(connection: socket.socket) -> str | None:
    der = connection.getpeercert(binary_form=True) if isinstance(connection, ssl.SSLSocket) else None
    return urlsafe_b64encode(hashlib.sha256(der).digest()).rstrip(b"=").decode() if der else None
