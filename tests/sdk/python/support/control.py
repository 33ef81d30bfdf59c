"""The control API of Tael: what the buyer does on the phone, and the world's clock."""

import json
import urllib.error
import urllib.request


class Control:
    """A client of `control` in demo.json."""

    def __init__(self, control):
        self._url = control["url"]
        self._token = control["token"]
        # no proxy of the environment: the gateway listens on the loopback address
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def post(self, path, body):
        """POSTs `body` to `path`; gives the answer's members or raises with the answer's text."""
        return self._send("POST", path, json.dumps(body).encode("utf-8"))

    def get(self, path):
        """GETs `path`, likewise."""
        return self._send("GET", path, None)

    def _send(self, method, path, body):
        request = urllib.request.Request(
            self._url + path,
            data=body,
            headers={"Authorization": "Bearer " + self._token, "Content-Type": "application/json"},
            method=method,
        )
        try:
            with self._opener.open(request, timeout=60) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as error:
            text = error.read().decode("utf-8", "replace")
            raise AssertionError("%s %s answered %d: %s" % (method, path, error.code, text)) from error

    def pay(self, trade_no, buyer):
        """The buyer presses "pay" in the cashier."""
        body = {"buyer_id": buyer["user_id"], "pay_password": buyer["pay_password"]}
        return self.post("/trades/%s/pay" % trade_no, body)

    def auth_code(self, buyer):
        """The payment code that the buyer's phone shows now."""
        answer = self.post("/buyers/%s/auth-codes" % buyer["user_id"], {"scene": "bar_code"})
        return answer["auth_code"]

    def advance(self, seconds):
        """Moves the world's clock; answers when nothing due is left, deliveries included."""
        return self.post("/clock/advance", {"seconds": seconds})
