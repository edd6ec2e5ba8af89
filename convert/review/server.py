"""The server: pages of documents on this machine alone, for whoever knows their address, and *Save*.

It listens on the loopback address; a random token stands in every address; a request for another host, which a page of
the web may make through a name that leads here, is refused, as is a save that no page of ours sends.
"""

from __future__ import annotations

import json
import re
import secrets
import sys
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from convert.errors import HuoziError, OutputError
from convert.review.desk import Desk
from convert.review.index import Entry, print_index
from convert.review.page import encode, print_sheet
from convert.review.sheet import to_plain

HOST = "127.0.0.1"
"""The only address that is listened on."""

LARGEST = 32_000_000
"""Bytes: corrections are no larger."""

MEDIA = "application/toml"
"""The media type of corrections; no form of another site sends it, and no script of one may."""

HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
           "Referrer-Policy": "no-referrer", "Cross-Origin-Resource-Policy": "same-origin"}
"""What every answer says: nobody keeps it, frames it, or learns its address from a link."""

_NUMBER = re.compile("[0-9]{1,9}")

HTML, JSON, TEXT = "text/html; charset=utf-8", "application/json", "text/plain; charset=utf-8"


class ReviewServer(ThreadingHTTPServer):
    """A server of documents; raises OutputError where the port cannot be had."""

    daemon_threads = True

    def __init__(self, desk: Desk, port: int, complain: Callable[[Exception], object]) -> None:
        """`complain` is told bugs of ours; whoever asked gets no answer."""
        self.desk = desk
        self.token = secrets.token_urlsafe(24)
        self._complain = complain
        try:
            super().__init__((HOST, port), _Handler)
        except (OSError, OverflowError) as error:
            raise OutputError(f"Port {port} cannot be listened on: {error}.", "Choose another with --port.") from error

    @property
    def address(self) -> str:
        """Where the pages are."""
        return f"http://{HOST}:{self.server_port}/{self.token}/"

    @property
    def hosts(self) -> tuple[str, ...]:
        """What a browser on this machine calls the server."""
        return tuple(f"{name}:{self.server_port}" for name in (HOST, "localhost"))

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - the names of its base
        """Tells what went wrong in an answer; a browser that goes away in the middle of one is nothing to tell."""
        error = sys.exc_info()[1]
        if isinstance(error, Exception) and not isinstance(error, ConnectionError | TimeoutError):
            self._complain(error)


class _Refused(Exception):  # noqa: N818 - no error of ours
    """A request that is not answered."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: ReviewServer
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_GET(self) -> None:
        """The index, or the page of a document."""
        self._answer(self._show)

    def do_POST(self) -> None:
        """Corrections of a document: they are saved, and it is read anew."""
        self._answer(self._save)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - their name
        """Says nothing."""

    def _answer(self, act: Callable[[], tuple[str, bytes]]) -> None:
        try:
            self._check_host()
            media, body = act()
            self._send(HTTPStatus.OK, media, body)
        except _Refused as refusal:
            self.close_connection = True
            self._send(refusal.status, JSON, _tell(refusal.status.phrase))
        except HuoziError as error:
            said = (TEXT, str(error).encode("utf-8", "replace")) if self.command == "GET" else (JSON, _tell(str(error)))
            self._send(HTTPStatus.UNPROCESSABLE_ENTITY, *said)

    def _check_host(self) -> None:
        """Refuses what is meant for another host, comes from another site, or does not know the token."""
        host, origin = self.headers.get("Host", ""), self.headers.get("Origin")
        token = self.path.split("/")[1] if self.path.startswith("/") else ""
        known = secrets.compare_digest(token.encode(), self.server.token.encode())
        if host not in self.server.hosts or not known or origin not in (None, f"http://{host}"):
            raise _Refused(HTTPStatus.FORBIDDEN)

    def _find(self) -> int | None:
        """The number of the document whose page is asked for; None for the index. Raises _Refused for all else."""
        name = self.path.split("/", 2)[2] if self.path.count("/") > 1 else "?"
        if not name:
            return None
        if not _NUMBER.fullmatch(name) or int(name) >= len(self.server.desk.papers):
            raise _Refused(HTTPStatus.NOT_FOUND)
        return int(name)

    def _show(self) -> tuple[str, bytes]:
        desk, number = self.server.desk, self._find()
        several = len(desk.papers) > 1
        if number is None and several:
            found = zip(desk.papers, desk.measure(), strict=True)
            return HTML, print_index([Entry(paper.name, str(i), figures) for i, (paper, figures) in enumerate(found)])
        number = number or 0
        save = str(number) if desk.papers[number].corrections is not None else ""
        return HTML, print_sheet(desk.open(number), home="./" if several else "", save=save)

    def _save(self) -> tuple[str, bytes]:
        number, length = self._find(), self.headers.get("Content-Length", "")
        if number is None:
            raise _Refused(HTTPStatus.METHOD_NOT_ALLOWED)
        if self.headers.get_content_type() != MEDIA:
            raise _Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        if not _NUMBER.fullmatch(length):
            raise _Refused(HTTPStatus.LENGTH_REQUIRED)
        if int(length) > LARGEST:
            raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        file, sheet = self.server.desk.save(number, self.rfile.read(int(length)))
        return JSON, encode({"file": file, **to_plain(sheet)}).encode()

    def _send(self, status: HTTPStatus, media: str, body: bytes) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": media, "Content-Length": str(len(body)), **HEADERS}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _tell(message: str) -> bytes:
    return json.dumps({"message": message}).encode()
