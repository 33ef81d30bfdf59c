"""The official Alipay SDK for Python buys from Tael.

`TAEL_DEMO` names the demo.json of a running gateway, which must listen on port 80: the SDK knows no other.
"""

import itertools
import json
import os
import re
import sys
import time

from alipay.aop.api.AlipayClientConfig import AlipayClientConfig
from alipay.aop.api.DefaultAlipayClient import DefaultAlipayClient
from alipay.aop.api.domain.AlipayTradeCreateModel import AlipayTradeCreateModel
from alipay.aop.api.domain.AlipayTradePayModel import AlipayTradePayModel
from alipay.aop.api.domain.AlipayTradeQueryModel import AlipayTradeQueryModel
from alipay.aop.api.exception.Exception import ResponseException
from alipay.aop.api.request.AlipayTradeCreateRequest import AlipayTradeCreateRequest
from alipay.aop.api.request.AlipayTradePayRequest import AlipayTradePayRequest
from alipay.aop.api.request.AlipayTradeQueryRequest import AlipayTradeQueryRequest
from alipay.aop.api.response.AlipayTradeCreateResponse import AlipayTradeCreateResponse
from alipay.aop.api.response.AlipayTradePayResponse import AlipayTradePayResponse
from alipay.aop.api.response.AlipayTradeQueryResponse import AlipayTradeQueryResponse
from alipay.aop.api.util.SignatureUtils import get_sign_content, verify_with_rsa
from rsa import VerificationError

from products import Products
from support.checks import Checks, equal
from support.control import Control
from support.http import Proxy, Receiver, flip_trade_no

SUBJECT = "大乐透 2 注 + 3D & 50% 中文"
BODY = 'a+b & c=d % %41 "引号" <中文> \\ /'
# the second byte of 镕 in GBK is the letter F: the SDK sends it as %E9F
GBK_SUBJECT = "镕金大乐透 + & % 中文"
PROXY_HOST = "127.0.0.10"


class Shop:
    """A merchant's program around one client of the SDK."""

    orders = itertools.count(1)

    def __init__(self, demo, charset="utf-8", gateway_url=None, app=None):
        app = app or demo["app"]
        config = AlipayClientConfig()
        config.server_url = gateway_url or demo["gateway_url"]
        config.app_id = app["app_id"]
        config.app_private_key = app["private_key_pkcs1"]
        config.alipay_public_key = demo["platform"]["public_key"]
        config.charset = charset
        self.charset = charset
        self.public_key = demo["platform"]["public_key"]
        self.client = DefaultAlipayClient(alipay_client_config=config)

    @classmethod
    def order_number(cls):
        return "python_%d_%d_%d" % (os.getpid(), time.time_ns(), next(cls.orders))

    def _call(self, request, response):
        response.parse_response_content(self.client.execute(request))
        return response

    def create(self, notify_url=None, **fields):
        model = AlipayTradeCreateModel()
        for name, value in fields.items():
            setattr(model, name, value)
        request = AlipayTradeCreateRequest(biz_model=model)
        if notify_url:
            request.notify_url = notify_url
        return self._call(request, AlipayTradeCreateResponse())

    def pay(self, notify_url=None, app_auth_token=None, **fields):
        model = AlipayTradePayModel()
        for name, value in fields.items():
            setattr(model, name, value)
        request = AlipayTradePayRequest(biz_model=model)
        if notify_url:
            request.notify_url = notify_url
        if app_auth_token:
            request.add_other_text_param("app_auth_token", app_auth_token)
        return self._call(request, AlipayTradePayResponse())

    def query(self, **numbers):
        model = AlipayTradeQueryModel()
        for name, value in numbers.items():
            setattr(model, name, value)
        return self._call(AlipayTradeQueryRequest(biz_model=model), AlipayTradeQueryResponse())

    def verify(self, parameters):
        """A notification's signature, by the functions of the SDK; raises when it is wrong."""
        signed = {k: v for k, v in parameters.items() if k not in ("sign", "sign_type")}
        message = get_sign_content(signed).encode(self.charset)
        return verify_with_rsa(self.public_key, message, parameters["sign"])


def assert_success(response):
    equal(response.code, "10000", response.body)
    equal(response.msg, "Success", "msg")
    equal(response.sub_code, None, "sub_code")


def assert_refused(response, sub_code, sub_msg):
    equal(response.code, "40004", response.body)
    equal(response.msg, "Business Failed", "msg")
    equal(response.sub_code, sub_code, "sub_code")
    if not re.search(sub_msg, response.sub_msg):
        raise AssertionError("sub_msg: got %r" % response.sub_msg)


class Purchase:
    """The checks, in the order in which they run; later ones look back on what earlier ones bought."""

    def __init__(self, demo, receiver, proxy):
        self.demo = demo
        self.buyer = demo["buyers"][0]
        self.control = Control(demo["control"])
        self.receiver = receiver
        self.proxy = proxy
        self.shop = Shop(demo)
        self.proxied = Shop(demo, gateway_url=proxy.url)
        self.plain = None
        self.used_code = None

    def create(self, shop, subject=SUBJECT, **fields):
        number = Shop.order_number()
        response = shop.create(
            self.receiver.url,
            out_trade_no=number,
            subject=subject,
            body=BODY,
            buyer_id=self.buyer["user_id"],
            **fields,
        )
        assert_success(response)
        equal(response.out_trade_no, number, "out_trade_no")
        if not re.fullmatch(r"\d{28}", response.trade_no):
            raise AssertionError("trade_no: got %r" % response.trade_no)
        return response

    def pay_as_buyer(self, order):
        paid = self.control.pay(order.trade_no, self.buyer)
        equal(paid, {"trade_no": order.trade_no, "trade_status": "TRADE_SUCCESS"}, "paid")

    def assert_paid(self, response, order, total):
        """What every query of an order paid in full from the balance shows."""
        assert_success(response)
        equal(response.trade_status, "TRADE_SUCCESS", "trade_status")
        equal(response.trade_no, order.trade_no, "trade_no")
        equal(response.out_trade_no, order.out_trade_no, "out_trade_no")
        equal(response.buyer_user_id, self.buyer["user_id"], "buyer_user_id")
        for amount in ("total_amount", "buyer_pay_amount", "receipt_amount", "invoice_amount"):
            equal(getattr(response, amount), total, amount)
        equal(response.point_amount, "0.00", "point_amount")
        if not re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", response.send_pay_date):
            raise AssertionError("send_pay_date: got %r" % response.send_pay_date)

    def plain_create(self):
        self.plain = self.create(self.shop, total_amount="88.88")
        before = self.shop.query(trade_no=self.plain.trade_no)
        assert_success(before)
        equal(before.trade_status, "WAIT_BUYER_PAY", "trade_status")
        equal(before.total_amount, "88.88", "total_amount")
        equal(before.receipt_amount, "0.00", "receipt_amount")
        self.pay_as_buyer(self.plain)
        after = self.shop.query(out_trade_no=self.plain.out_trade_no)
        self.assert_paid(after, self.plain, "88.88")

    def jsapi_create(self):
        mini_program = self.demo["mini_program"]["app_id"]
        order = self.create(
            self.shop, total_amount="0.01", product_code="JSAPI_PAY", op_app_id=mini_program
        )
        self.pay_as_buyer(order)
        self.assert_paid(self.shop.query(trade_no=order.trade_no), order, "0.01")

    def pay_with_code(self):
        self.used_code = self.control.auth_code(self.buyer)
        number = Shop.order_number()
        response = self.shop.pay(
            out_trade_no=number,
            subject=SUBJECT,
            total_amount="12.30",
            product_code="FACE_TO_FACE_PAYMENT",
            scene="bar_code",
            auth_code=self.used_code,
        )
        assert_success(response)
        equal(response.out_trade_no, number, "out_trade_no")
        equal(response.buyer_user_id, self.buyer["user_id"], "buyer_user_id")
        for amount in ("total_amount", "buyer_pay_amount", "receipt_amount"):
            equal(getattr(response, amount), "12.30", amount)
        bills = [(bill.fund_channel, bill.amount) for bill in response.fund_bill_list]
        equal(bills, [("ALIPAYACCOUNT", "12.30")], "fund_bill_list")
        self.assert_paid(self.shop.query(trade_no=response.trade_no), response, "12.30")

    def unknown_trade(self):
        response = self.shop.query(out_trade_no=Shop.order_number())
        assert_refused(response, "ACQ.TRADE_NOT_EXIST", "^交易不存在$")

    def used_payment_code(self):
        if not self.used_code:
            raise AssertionError("the payment before did not get a code")
        response = self.shop.pay(
            out_trade_no=Shop.order_number(),
            subject=SUBJECT,
            total_amount="12.30",
            scene="bar_code",
            auth_code=self.used_code,
        )
        assert_refused(response, "ACQ.PAYMENT_AUTH_CODE_INVALID", "^支付授权码无效$")

    def missing_subject(self):
        response = self.shop.create(
            out_trade_no=Shop.order_number(), total_amount="1.00", buyer_id=self.buyer["user_id"]
        )
        assert_refused(response, "ACQ.INVALID_PARAMETER", "^参数无效.*subject")

    def notification(self):
        arrived = self.receiver.first(self.plain.out_trade_no)
        if not arrived["content_type"].startswith("application/x-www-form-urlencoded"):
            raise AssertionError("content-type: got %r" % arrived["content_type"])
        parameters = arrived["parameters"]
        equal(self.shop.verify(parameters), True, "verify_with_rsa")
        expected = {
            "subject": SUBJECT,
            "body": BODY,
            "notify_type": "trade_status_sync",
            "trade_status": "TRADE_SUCCESS",
            "trade_no": self.plain.trade_no,
            "total_amount": "88.88",
            "app_id": self.demo["app"]["app_id"],
            "seller_id": self.demo["merchant"]["partner_id"],
            "buyer_id": self.buyer["user_id"],
        }
        for name, value in expected.items():
            equal(parameters.get(name), value, name)
        bills = json.loads(parameters["fund_bill_list"])
        equal(bills, [{"amount": "88.88", "fundChannel": "ALIPAYACCOUNT"}], "fund_bill_list")
        equal([k for k, v in parameters.items() if v == ""], [], "empty parameters")

    def changed_notification(self):
        parameters = dict(self.receiver.first(self.plain.out_trade_no)["parameters"])
        parameters["total_amount"] = "88.89"
        try:
            self.shop.verify(parameters)
        except VerificationError:
            return
        raise AssertionError("a changed notification was verified")

    def gbk(self):
        shop = Shop(self.demo, charset="gbk")
        order = self.create(shop, subject=GBK_SUBJECT, total_amount="6.66")
        self.pay_as_buyer(order)
        self.assert_paid(shop.query(trade_no=order.trade_no), order, "6.66")
        unknown = shop.query(out_trade_no=Shop.order_number())
        assert_refused(unknown, "ACQ.TRADE_NOT_EXIST", "^交易不存在$")
        arrived = self.receiver.first(order.out_trade_no)
        parameters = arrived["parameters"]
        equal(parameters["charset"].lower(), "gbk", "charset")
        equal(parameters["subject"], GBK_SUBJECT, "subject")
        equal(parameters["body"], BODY, "body")
        equal(shop.verify(parameters), True, "verify_with_rsa")

    def proxy_untouched(self):
        response = self.proxied.query(trade_no=self.plain.trade_no)
        self.assert_paid(response, self.plain, "88.88")
        equal(self.proxy.forwarded, 1, "answers through the proxy")

    def proxy_flipped(self):
        self.proxy.damage = flip_trade_no
        try:
            self.proxied.query(trade_no=self.plain.trade_no)
        except ResponseException as refused:
            if "response sign verify failed" not in str(refused):
                raise
        else:
            raise AssertionError("the SDK took a damaged answer")
        finally:
            self.proxy.damage = lambda body: body
        equal(self.proxy.forwarded, 2, "answers through the proxy")

    def without_proxy(self):
        self.assert_paid(self.shop.query(trade_no=self.plain.trade_no), self.plain, "88.88")

    def not_sent_again(self):
        self.control.advance(25 * 3600)
        equal(len(self.receiver.about(self.plain.out_trade_no)), 1, "notifications")


def main():
    path = os.environ.get("TAEL_DEMO")
    if not path:
        print("TAEL_DEMO must name the demo.json of a running gateway", file=sys.stderr)
        return 2
    with open(path, encoding="utf-8") as file:
        demo = json.load(file)
    receiver = Receiver()
    proxy = Proxy(demo["gateway_url"], PROXY_HOST)
    purchase = Purchase(demo, receiver, proxy)
    checks = Checks()
    products = Products(
        demo, purchase.control, receiver, lambda app: Shop(demo, app=app), Shop.order_number
    )
    for name, body in (
        ("trade.create without product_code, paid by the buyer, seen by trade.query", purchase.plain_create),
        ("trade.create with JSAPI_PAY in the mini program, paid by the buyer, seen by trade.query", purchase.jsapi_create),
        ("trade.pay with the payment code of the phone", purchase.pay_with_code),
        ("refusal: an unknown trade is ACQ.TRADE_NOT_EXIST", purchase.unknown_trade),
        ("refusal: a used payment code is ACQ.PAYMENT_AUTH_CODE_INVALID", purchase.used_payment_code),
        ("refusal: a missing subject is ACQ.INVALID_PARAMETER", purchase.missing_subject),
        ("the notification is verified by verify_with_rsa, its text intact", purchase.notification),
        ("a changed notification does not verify", purchase.changed_notification),
        ("GBK: create, pay, query, refusal and notification", purchase.gbk),
        *products.checks(),
        ("through the proxy an untouched answer passes the verification", purchase.proxy_untouched),
        ("one flipped byte makes the SDK refuse the answer", purchase.proxy_flipped),
        ("the same call without the proxy passes", purchase.without_proxy),
        ("a notification answered with success is not sent again", purchase.not_sent_again),
    ):
        checks.check(name, body)
    receiver.close()
    proxy.close()
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
