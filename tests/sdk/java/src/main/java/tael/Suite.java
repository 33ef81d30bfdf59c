package tael;

import com.alibaba.fastjson.JSON;
import com.alibaba.fastjson.JSONArray;
import com.alipay.api.AlipayApiException;
import com.alipay.api.internal.util.AlipayLogger;
import com.alipay.api.response.AlipayTradeCreateResponse;
import com.alipay.api.response.AlipayTradePayResponse;
import com.alipay.api.response.AlipayTradeQueryResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The official Alipay SDK for Java buys from Tael. TAEL_DEMO names the demo.json of a running gateway. */
public final class Suite {
    private static final String SUBJECT = "大乐透 2 注 + 3D & 50% 中文";
    private static final String BODY = "a+b & c=d % %41 \"引号\" <中文> \\ /";
    /** The second byte of 镕 in GBK is the letter F, which a form body may or may not percent-encode. */
    private static final String GBK_SUBJECT = "镕金大乐透 + & % 中文";

    private final Demo demo;
    private final Receiver receiver;
    private final GatewayProxy proxy;
    private final Merchant merchant;
    private final Merchant proxied;
    private AlipayTradeCreateResponse plain;
    private String usedCode;

    private Suite(Demo demo, Receiver receiver, GatewayProxy proxy) throws AlipayApiException {
        this.demo = demo;
        this.receiver = receiver;
        this.proxy = proxy;
        merchant = Merchant.demoApp(demo, demo.get("gateway_url"), "UTF-8");
        proxied = Merchant.demoApp(demo, proxy.url(), "UTF-8");
    }

    public static void main(String[] args) throws Exception {
        String path = System.getenv("TAEL_DEMO");
        if (path == null) {
            System.err.println("TAEL_DEMO must name the demo.json of a running gateway");
            System.exit(2);
        }
        // the SDK logs every call on stderr; the checks say what went wrong
        AlipayLogger.setNeedEnableLogger(false);
        Demo demo = new Demo(path);
        int code;
        try (Receiver receiver = new Receiver(); GatewayProxy proxy = new GatewayProxy(demo.get("gateway_url"))) {
            code = new Suite(demo, receiver, proxy).run();
        }
        System.exit(code);
    }

    private int run() {
        Checks checks = new Checks();
        checks.check("the demo application signs with RSA2",
                () -> Checks.equal("app.sign_type", demo.get("app.sign_type"), "RSA2"));
        checks.check("trade.create without product_code, paid by the buyer, seen by trade.query", this::plainCreate);
        checks.check("trade.create with JSAPI_PAY in the mini program, paid by the buyer, seen by trade.query",
                this::jsapiCreate);
        checks.check("trade.pay with the payment code of the phone", this::payWithCode);
        checks.check("refusal: an unknown trade is ACQ.TRADE_NOT_EXIST", this::unknownTrade);
        checks.check("refusal: a used payment code is ACQ.PAYMENT_AUTH_CODE_INVALID", this::usedPaymentCode);
        checks.check("refusal: a missing subject is ACQ.INVALID_PARAMETER", this::missingSubject);
        checks.check("the notification is verified by rsaCheckV1, its text intact", this::notification);
        checks.check("a changed notification does not verify", this::changedNotification);
        checks.check("GBK: create, pay, query, refusal and notification",
                () -> whole(Merchant.demoApp(demo, demo.get("gateway_url"), "GBK")));
        checks.check("sign_type RSA: create, pay, query, refusal and notification",
                () -> whole(Merchant.rsaApp(demo, "UTF-8")));
        checks.check("sign_type RSA in GBK: create, pay, query, refusal and notification",
                () -> whole(Merchant.rsaApp(demo, "GBK")));
        checks.check("the printed sample, corrected value by value",
                () -> new PrintedSample(demo, Merchant.orderNumber()).run());
        new Products(demo, receiver).run(checks);
        checks.check("through the proxy an untouched answer passes the verification", this::proxyUntouched);
        checks.check("one flipped byte makes the SDK refuse the answer", this::proxyFlipped);
        checks.check("the same call without the proxy passes",
                () -> paid(merchant.queryByTradeNo(plain.getTradeNo()), plain.getTradeNo(), "88.88"));
        checks.check("a notification answered with success is not sent again", this::notSentAgain);
        return checks.finish();
    }

    /** What every query of an order paid in full from the balance shows. */
    private void paid(AlipayTradeQueryResponse response, String tradeNo, String total) {
        Merchant.success(response);
        Checks.equal("trade_status", response.getTradeStatus(), "TRADE_SUCCESS");
        Checks.equal("trade_no", response.getTradeNo(), tradeNo);
        Checks.equal("buyer_user_id", response.getBuyerUserId(), demo.buyerId());
        Checks.equal("total_amount", response.getTotalAmount(), total);
        Checks.equal("buyer_pay_amount", response.getBuyerPayAmount(), total);
        Checks.equal("receipt_amount", response.getReceiptAmount(), total);
        Checks.equal("invoice_amount", response.getInvoiceAmount(), total);
        Checks.equal("point_amount", response.getPointAmount(), "0.00");
        Checks.holds("send_pay_date is absent", response.getSendPayDate() != null);
    }

    private void plainCreate() throws Exception {
        plain = merchant.create(SUBJECT, BODY, "88.88", "", receiver.url());
        Merchant.success(plain);
        AlipayTradeQueryResponse before = merchant.queryByTradeNo(plain.getTradeNo());
        Merchant.success(before);
        Checks.equal("trade_status", before.getTradeStatus(), "WAIT_BUYER_PAY");
        Checks.equal("total_amount", before.getTotalAmount(), "88.88");
        Checks.equal("receipt_amount", before.getReceiptAmount(), "0.00");
        demo.pay(plain.getTradeNo());
        AlipayTradeQueryResponse after = merchant.queryByOutTradeNo(plain.getOutTradeNo());
        paid(after, plain.getTradeNo(), "88.88");
        Checks.equal("out_trade_no", after.getOutTradeNo(), plain.getOutTradeNo());
    }

    private void jsapiCreate() throws Exception {
        AlipayTradeCreateResponse order = merchant.create(SUBJECT, BODY, "0.01", "JSAPI_PAY", receiver.url());
        Merchant.success(order);
        demo.pay(order.getTradeNo());
        paid(merchant.queryByTradeNo(order.getTradeNo()), order.getTradeNo(), "0.01");
    }

    private void payWithCode() throws Exception {
        usedCode = demo.authCode();
        AlipayTradePayResponse response = merchant.pay(SUBJECT, "12.30", usedCode);
        Merchant.success(response);
        Checks.equal("buyer_user_id", response.getBuyerUserId(), demo.buyerId());
        Checks.equal("total_amount", response.getTotalAmount(), "12.30");
        Checks.equal("buyer_pay_amount", response.getBuyerPayAmount(), "12.30");
        Checks.equal("receipt_amount", response.getReceiptAmount(), "12.30");
        Checks.holds("gmt_payment is absent", response.getGmtPayment() != null);
        Checks.holds("fund_bill_list is absent", response.getFundBillList() != null);
        Checks.equal("entries of fund_bill_list", response.getFundBillList().size(), 1);
        Checks.equal("fund_channel", response.getFundBillList().get(0).getFundChannel(), "ALIPAYACCOUNT");
        Checks.equal("amount", response.getFundBillList().get(0).getAmount(), "12.30");
        paid(merchant.queryByTradeNo(response.getTradeNo()), response.getTradeNo(), "12.30");
    }

    private void unknownTrade() throws Exception {
        Merchant.refused(merchant.queryByOutTradeNo(Merchant.orderNumber()), "ACQ.TRADE_NOT_EXIST", "交易不存在");
    }

    private void usedPaymentCode() throws Exception {
        Checks.holds("the payment before did not get a code", usedCode != null);
        Merchant.refused(merchant.pay(SUBJECT, "12.30", usedCode), "ACQ.PAYMENT_AUTH_CODE_INVALID", "支付授权码无效");
    }

    private void missingSubject() throws Exception {
        AlipayTradeCreateResponse response = merchant.create(null, BODY, "1.00", "", receiver.url());
        Merchant.refused(response, "ACQ.INVALID_PARAMETER", "参数无效.*subject.*");
    }

    private void notification() throws Exception {
        notified(merchant, plain.getOutTradeNo(), plain.getTradeNo(), SUBJECT, "88.88");
    }

    /** The order's notification came, is verified by the SDK, and says what was sold. */
    private void notified(Merchant merchant, String outTradeNo, String tradeNo, String subject, String total)
            throws Exception {
        Map<String, String> notification = receiver.first(outTradeNo);
        Checks.holds("rsaCheckV1", merchant.verifies(new HashMap<>(notification)));
        Map<String, String> expected = new HashMap<>();
        expected.put("subject", subject);
        expected.put("body", BODY);
        expected.put("notify_type", "trade_status_sync");
        expected.put("trade_status", "TRADE_SUCCESS");
        expected.put("trade_no", tradeNo);
        expected.put("total_amount", total);
        expected.put("app_id", merchant.appId);
        expected.put("seller_id", demo.get("merchant.partner_id"));
        expected.put("buyer_id", demo.buyerId());
        expected.put("charset", merchant.charset);
        expected.put("sign_type", merchant.signType);
        expected.forEach((name, value) -> Checks.equal(name, notification.get(name), value));
        JSONArray bills = JSON.parseArray(notification.get("fund_bill_list"));
        Checks.equal("entries of fund_bill_list", bills.size(), 1);
        Checks.equal("amount", bills.getJSONObject(0).getString("amount"), total);
        Checks.equal("fundChannel", bills.getJSONObject(0).getString("fundChannel"), "ALIPAYACCOUNT");
        Checks.holds("a parameter is empty", !notification.containsValue(""));
    }

    private void changedNotification() throws Exception {
        Map<String, String> changed = new HashMap<>(receiver.first(plain.getOutTradeNo()));
        Checks.holds("the received notification verifies", merchant.verifies(new HashMap<>(changed)));
        changed.put("total_amount", "88.89");
        Checks.holds("a changed notification was verified", !merchant.verifies(changed));
    }

    /** A whole purchase with another charset or sign_type. */
    private void whole(Merchant merchant) throws Exception {
        AlipayTradeCreateResponse order = merchant.create(GBK_SUBJECT, BODY, "6.66", "", receiver.url());
        Merchant.success(order);
        demo.pay(order.getTradeNo());
        paid(merchant.queryByTradeNo(order.getTradeNo()), order.getTradeNo(), "6.66");
        Merchant.refused(merchant.queryByOutTradeNo(Merchant.orderNumber()), "ACQ.TRADE_NOT_EXIST", "交易不存在");
        notified(merchant, order.getOutTradeNo(), order.getTradeNo(), GBK_SUBJECT, "6.66");
    }

    private void proxyUntouched() throws Exception {
        paid(proxied.queryByTradeNo(plain.getTradeNo()), plain.getTradeNo(), "88.88");
        Checks.equal("answers through the proxy", proxy.forwarded, 1);
    }

    private void proxyFlipped() throws Exception {
        proxy.damage = GatewayProxy::flipTradeNo;
        try {
            proxied.queryByTradeNo(plain.getTradeNo());
            throw new AssertionError("the SDK took a damaged answer");
        } catch (AlipayApiException refused) {
            Checks.matches("the SDK's error", refused.getMessage(), "(?s).*sign check fail.*");
        } finally {
            proxy.damage = UnaryOperator.identity();
        }
        Checks.equal("answers through the proxy", proxy.forwarded, 2);
    }

    private void notSentAgain() throws Exception {
        demo.advance(25 * 3600);
        Checks.equal("notifications", receiver.about(plain.getOutTradeNo()).size(), 1);
    }
}
