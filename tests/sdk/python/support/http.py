"""Loopback HTTP servers of the suite: the receiver of notifications and the proxy that may damage an answer."""

import http.client
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

DEADLINE_SECONDS = 20


class _Server:
    """An HTTP server on a thread of its own; subclasses answer POSTs in `take(handler, body)`."""

    def __init__(self, address):
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                length = int(self.headers.get("Content-Length") or 0)
                owner.take(self, self.rfile.read(length))

            def log_message(self, *_):
                """Says nothing: the suite prints its checks only."""

        self._server = ThreadingHTTPServer(address, Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.port = self._server.server_address[1]

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    @staticmethod
    def answer(handler, status, content_type, body):
        handler.send_response(status)
        handler.send_header("Content-Type", content_type)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)


class Receiver(_Server):
    """The merchant's notify_url: answers `success` and keeps what came, by out_trade_no."""

    def __init__(self):
        self._received = {}
        self._arrival = threading.Condition()
        super().__init__(("127.0.0.1", 0))
        self.url = "http://127.0.0.1:%d/notify" % self.port

    def take(self, handler, body):
        content_type = handler.headers.get("Content-Type", "")
        declared = re.search(r"charset=([\w-]+)", content_type)
        charset = declared.group(1) if declared else "utf-8"
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, encoding=charset, errors="strict"
        )
        parameters = dict(pairs)
        self.answer(handler, 200, "text/plain", b"success")
        with self._arrival:
            notifications = self._received.setdefault(parameters.get("out_trade_no"), [])
            notifications.append({"content_type": content_type, "parameters": parameters})
            self._arrival.notify_all()

    def about(self, out_trade_no):
        """All notifications about this order so far."""
        with self._arrival:
            return list(self._received.get(out_trade_no, []))

    def first(self, out_trade_no):
        """The first notification about this order, waiting for it until the deadline."""
        with self._arrival:
            if not self._arrival.wait_for(
                lambda: self._received.get(out_trade_no), DEADLINE_SECONDS
            ):
                raise AssertionError(
                    "no notification about %s in %d s" % (out_trade_no, DEADLINE_SECONDS)
                )
            return self._received[out_trade_no][0]


class Proxy(_Server):
    """Forwards every call to the gateway; `damage` turns the body of an answer into another.

    It listens on port 80 of a loopback address of its own, because the SDK knows no other port.
    """

    def __init__(self, gateway_url, host):
        self._gateway = urlsplit(gateway_url)
        self.damage = lambda body: body
        self.forwarded = 0
        super().__init__((host, 80))
        self.url = "http://%s%s" % (host, self._gateway.path)

    def take(self, handler, body):
        target = urlsplit(handler.path)
        connection = http.client.HTTPConnection(
            self._gateway.hostname, self._gateway.port or 80, timeout=DEADLINE_SECONDS
        )
        try:
            connection.request(
                "POST",
                "%s?%s" % (target.path, target.query),
                body=body,
                headers={"Content-Type": handler.headers["Content-Type"]},
            )
            answer = connection.getresponse()
            damaged = self.damage(answer.read())
            self.forwarded += 1
            self.answer(handler, answer.status, answer.headers["Content-Type"], damaged)
        finally:
            connection.close()


def flip_trade_no(body):
    """Changes the last digit of the answer's trade_no and nothing else: one byte, and still JSON."""
    flipped = re.sub(
        rb'("trade_no":"\d*)(\d)"',
        lambda found: found.group(1) + b'%d"' % ((int(found.group(2)) + 1) % 10),
        body,
        count=1,
    )
    if flipped == body:
        raise AssertionError("the answer names no trade_no: %r" % body)
    json.loads(flipped)
    return flipped
