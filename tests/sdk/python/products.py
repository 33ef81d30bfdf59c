"""What else a merchant sells by: coupons, instalments, second-level merchants, agreements, authorisations, open ids, and
on behalf of another merchant. Each check sets up its own state through the control API.
"""

from support.checks import equal


class Products:
    """`shop(app)` gives the SDK of an application; `number()` an order number that is new."""

    def __init__(self, demo, control, receiver, shop, number):
        self.demo = demo
        self.control = control
        self.receiver = receiver
        self.shop = shop
        self.number = number

    def checks(self):
        """Names and bodies, in order."""
        return (
            ("a coupon lowers what the buyer pays, and works once", self.coupon),
            ("instalments on the credit line", self.instalments),
            ("a direct-pay purchase is settled to the second-level merchant", self.direct_pay),
            ("an agreement is deducted from, by its plan and within its limit", self.agreement),
            ("a pre-authorisation is paid from, and its rest goes back", self.authorisation),
            ("an application in open_id mode never sees a user id", self.open_id),
            ("a service provider sells for the merchant that authorised it", self.provider),
        )

    def opened(self, product="FACE_TO_FACE_PAYMENT", mode="PLAIN", **app):
        """A merchant with one contract, and the SDK of its application, whose key is that of the demo application."""
        contract = {"product_code": product, "mode": mode, "rate": "0.006"}
        merchant = self.control.post(
            "/merchants", {"name": "Python", "certified": True, "contracts": [contract]}
        )
        body = {"partner_id": merchant["partner_id"], "public_key": self.demo["app"]["public_key"], **app}
        made = self.control.post("/apps", body)
        key = self.demo["app"]["private_key_pkcs1"]
        return self.shop({"app_id": made["app_id"], "private_key_pkcs1": key}), merchant["partner_id"]

    def buyer(self, **members):
        body = {"name": "李四", "pay_password": "111111", "certified": True, "balance": "1000.00", **members}
        return self.control.post("/buyers", body)

    def balance(self, buyer):
        return self.control.get("/buyers/" + buyer["user_id"])["balance"]

    def by_code(self, shop, buyer, total, notify_url=None, app_auth_token=None, **members):
        return shop.pay(
            notify_url=notify_url,
            app_auth_token=app_auth_token,
            out_trade_no=self.number(),
            subject="苹果",
            scene="bar_code",
            auth_code=self.control.auth_code(buyer),
            total_amount=total,
            **members,
        )

    def coupon(self):
        coupon = {"amount": "5.00", "funder": "PLATFORM", "min_amount": "10.00"}
        buyer = self.buyer(coupons=[coupon])
        shop, _ = self.opened()
        first = self.by_code(shop, buyer, "20.00")
        equal(first.code, "10000", first.body)
        amounts = (first.total_amount, first.receipt_amount, first.buyer_pay_amount)
        equal(amounts, ("20.00", "20.00", "15.00"), "total, receipt and buyer_pay: the platform pays for its coupon")
        own = [b.amount for b in first.fund_bill_list if b.fund_channel == "ALIPAYACCOUNT"]
        equal(own, ["15.00"], "fund_bill_list")
        voucher = first.voucher_detail_list[0]
        equal((voucher.amount, voucher.other_contribute), ("5.00", "5.00"), "voucher_detail_list")
        seen = shop.query(trade_no=first.trade_no, query_options=["voucher_detail_list"])
        equal(seen.voucher_detail_list[0].id, voucher.id, "the voucher in the query")
        second = self.by_code(shop, buyer, "20.00")
        equal(second.buyer_pay_amount, "20.00", "a coupon works once")

    def instalments(self):
        buyer = self.buyer(balance="0.00", channels={"CREDIT_LINE": "5000.00"})
        shop, _ = self.opened()
        params = {"hb_fq_num": "3", "hb_fq_seller_percent": "0"}
        paid = self.by_code(shop, buyer, "600.00", extend_params=params)
        equal(paid.code, "10000", paid.body)
        equal(paid.fund_bill_list[0].fund_channel, "PCREDIT", "fund_channel")
        seen = shop.query(trade_no=paid.trade_no, query_options=["hb_fq_pay_info"])
        equal(seen.hb_fq_pay_info.user_install_num, "3", "hb_fq_pay_info")
        odd = self.by_code(shop, buyer, "600.00", extend_params={**params, "hb_fq_num": "5"})
        equal(odd.sub_code, "ACQ.INVALID_PARAMETER", odd.body)

    def direct_pay(self):
        shop, partner_id = self.opened(mode="DIRECT")
        owner = self.buyer(balance="0.00")
        account = {"type": "userId", "value": owner["user_id"], "certified": True}
        sub = self.control.post(
            "/sub-merchants", {"owner": partner_id, "mode": "DIRECT", "settle_accounts": [account]}
        )
        buyer = self.buyer()

        def sell(amount):
            entry = {"trans_in_type": "userId", "trans_in": owner["user_id"], "amount": amount}
            return self.by_code(
                shop,
                buyer,
                "50.00",
                sub_merchant={"merchant_id": sub["smid"]},
                settle_info={"settle_detail_infos": [entry]},
            )

        wrong = sell("49.99")
        equal(wrong.sub_code, "ACQ.ILLEGAL_ARGUMENT", wrong.body)
        paid = sell("50.00")
        equal(paid.code, "10000", paid.body)
        equal(self.balance(owner), "49.70", "the receipt less the fee of 0.6 %")

    def agreement(self):
        buyer = self.buyer()
        product = "GENERAL_WITHHOLDING"
        shop, partner_id = self.opened(product)
        today = self.control.get("/clock")["now"][:10]
        rule = {"period_type": "DAY", "period": 7, "execute_time": today, "single_amount": "10.00"}
        signed = self.control.post(
            "/agreements",
            {"user_id": buyer["user_id"], "partner_id": partner_id, "period_rule_params": rule},
        )

        def deduct(amount):
            return shop.pay(
                out_trade_no=self.number(),
                subject="会员",
                total_amount=amount,
                product_code=product,
                agreement_params={"agreement_no": signed["agreement_no"]},
            )

        above = deduct("10.01")
        equal(above.sub_code, "ACQ.CYCLE_PAY_SINGLE_FEE_EXCEED", above.body)
        paid = deduct("9.90")
        equal(paid.code, "10000", paid.body)
        equal(paid.buyer_user_id, buyer["user_id"], "buyer_user_id")
        again = deduct("9.90")
        equal(again.sub_code, "ACQ.CYCLE_PAY_DATE_NOT_MATCH", "the next plan is a week away: " + again.body)

    def authorisation(self):
        buyer = self.buyer()
        product = "PREAUTH_PAY"
        shop, partner_id = self.opened(product)
        frozen = self.control.post(
            "/authorisations",
            {"user_id": buyer["user_id"], "partner_id": partner_id, "amount": "300.00", "product_code": product},
        )

        def pay(amount, mode):
            return shop.pay(
                out_trade_no=self.number(),
                subject="押金",
                total_amount=amount,
                product_code=product,
                auth_no=frozen["auth_no"],
                auth_confirm_mode=mode,
            )

        first = pay("120.00", "NOT_COMPLETE")
        equal(first.code, "10000", first.body)
        above = pay("180.01", "NOT_COMPLETE")
        equal(above.code, "40004", above.body)
        last = pay("30.00", "COMPLETE")
        equal(last.code, "10000", last.body)
        equal(self.balance(buyer), "850.00", "COMPLETE gives the rest back")
        over = pay("1.00", "COMPLETE")
        equal(over.sub_code, "ACQ.AUTH_ORDER_HAS_FINISHED", over.body)

    def open_id(self):
        shop, _ = self.opened(open_id_mode=True)
        buyer = self.buyer()
        paid = self.by_code(shop, buyer, "1.00", notify_url=self.receiver.url)
        equal(paid.code, "10000", paid.body)
        equal(paid.buyer_user_id, None, "buyer_user_id")
        told = self.receiver.first(paid.out_trade_no)["parameters"]
        equal(shop.verify(told), True, "verify_with_rsa")
        equal((told["buyer_open_id"], told.get("buyer_id")), (paid.buyer_open_id, None), "the buyer")
        order = {"subject": "苹果", "total_amount": "1.00"}
        made = shop.create(out_trade_no=self.number(), buyer_open_id=paid.buyer_open_id, **order)
        equal(made.code, "10000", made.body)
        refused = shop.create(out_trade_no=self.number(), buyer_id=buyer["user_id"], **order)
        equal(refused.sub_code, "ACQ.BUYER_NOT_EXIST", refused.body)

    def provider(self):
        provider, buyer = self.demo["isv_app"], self.demo["buyers"][0]
        shop, token = self.shop(provider), provider["app_auth_token"]
        paid = self.by_code(shop, buyer, "2.00", notify_url=self.receiver.url, app_auth_token=token)
        equal(paid.code, "10000", paid.body)
        told = self.receiver.first(paid.out_trade_no)["parameters"]
        equal(shop.verify(told), True, "verify_with_rsa")
        parties = (told["app_id"], told["auth_app_id"], told["seller_id"])
        expected = (provider["app_id"], self.demo["app"]["app_id"], self.demo["merchant"]["partner_id"])
        equal(parties, expected, "app_id, auth_app_id and seller_id")
        seen = self.shop(self.demo["app"]).query(out_trade_no=paid.out_trade_no)
        equal(seen.trade_no, paid.trade_no, "it is the merchant's own trade")
        refused = self.by_code(shop, buyer, "2.00", app_auth_token="nobody")
        equal("invalid-app-auth-token" in refused.sub_code, True, refused.body)
