package tael;

import com.alibaba.fastjson.JSONObject;
import com.alipay.api.AlipayApiException;
import com.alipay.api.domain.AgreementParams;
import com.alipay.api.domain.AlipayTradeCreateModel;
import com.alipay.api.domain.AlipayTradePayModel;
import com.alipay.api.domain.ExtendParams;
import com.alipay.api.domain.SettleDetailInfo;
import com.alipay.api.domain.SettleInfo;
import com.alipay.api.domain.SubMerchant;
import com.alipay.api.domain.TradeFundBill;
import com.alipay.api.domain.VoucherDetail;
import com.alipay.api.response.AlipayTradePayResponse;
import com.alipay.api.response.AlipayTradeQueryResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What else a merchant sells by: coupons, instalments, second-level merchants, agreements, authorisations, open ids, and
 * on behalf of another merchant. Each check sets up its own state through the control API.
 */
final class Products {
    private static final String FACE_TO_FACE = "FACE_TO_FACE_PAYMENT";

    private final Demo demo;
    private final Receiver receiver;

    Products(Demo demo, Receiver receiver) {
        this.demo = demo;
        this.receiver = receiver;
    }

    void run(Checks checks) {
        checks.check("a coupon lowers what the buyer pays, and works once", this::coupon);
        checks.check("instalments on the credit line", this::instalments);
        checks.check("a direct-pay purchase is settled to the second-level merchant", this::directPay);
        checks.check("an agreement is deducted from, by its plan and within its limit", this::agreement);
        checks.check("a pre-authorisation is paid from, and its rest goes back", this::authorisation);
        checks.check("an application in open_id mode never sees a user id", this::openId);
        checks.check("a service provider sells for the merchant that authorised it", this::provider);
    }

    /** A merchant with one contract, and its application, whose key is that of the demo application. */
    private final class Shop {
        final String partnerId;
        final Merchant sdk;

        Shop(String product, String mode, Map<String, ?> app) throws Exception {
            Map<String, String> contract = Map.of("product_code", product, "mode", mode, "rate", "0.006");
            partnerId = demo.post("/merchants", Map.of("name", "Java", "certified", true, "contracts",
                    List.of(contract))).getString("partner_id");
            Map<String, Object> members = new HashMap<>(app);
            members.put("partner_id", partnerId);
            members.put("public_key", demo.get("app.public_key"));
            String appId = demo.post("/apps", members).getString("app_id");
            sdk = Merchant.app(demo, appId, demo.get("app.private_key_pkcs8"));
        }
    }

    private Shop shop(String product) throws Exception {
        return new Shop(product, "PLAIN", Map.of());
    }

    private String buyer(Map<String, ?> change) throws Exception {
        Map<String, Object> members = new HashMap<>(
                Map.of("name", "李四", "pay_password", "111111", "certified", true, "balance", "1000.00"));
        members.putAll(change);
        return demo.post("/buyers", members).getString("user_id");
    }

    private String balance(String buyer) throws Exception {
        return demo.read("/buyers/" + buyer).getString("balance");
    }

    private static AlipayTradePayModel order(String total) {
        AlipayTradePayModel model = new AlipayTradePayModel();
        model.setOutTradeNo(Merchant.orderNumber());
        model.setSubject("苹果");
        model.setTotalAmount(total);
        return model;
    }

    private AlipayTradePayModel byCode(String buyer, String total) throws Exception {
        AlipayTradePayModel model = order(total);
        model.setScene("bar_code");
        model.setAuthCode(demo.post("/buyers/" + buyer + "/auth-codes", Map.of("scene", "bar_code"))
                .getString("auth_code"));
        return model;
    }

    private static AlipayTradePayResponse pay(Merchant sdk, AlipayTradePayModel model) throws AlipayApiException {
        return sdk.pay(model, null, null);
    }

    private static AlipayTradePayResponse paid(Merchant sdk, AlipayTradePayModel model) throws AlipayApiException {
        AlipayTradePayResponse response = pay(sdk, model);
        Merchant.success(response);
        return response;
    }

    private void coupon() throws Exception {
        String buyer = buyer(Map.of("coupons",
                List.of(Map.of("amount", "5.00", "funder", "PLATFORM", "min_amount", "10.00"))));
        Merchant sdk = shop(FACE_TO_FACE).sdk;
        AlipayTradePayResponse first = paid(sdk, byCode(buyer, "20.00"));
        Checks.equal("receipt_amount: the platform pays for its coupon", first.getReceiptAmount(), "20.00");
        Checks.equal("buyer_pay_amount", first.getBuyerPayAmount(), "15.00");
        String own = first.getFundBillList().stream().filter(bill -> bill.getFundChannel().equals("ALIPAYACCOUNT"))
                .map(TradeFundBill::getAmount).findFirst().orElse(null);
        Checks.equal("the bill of the balance", own, "15.00");
        VoucherDetail voucher = first.getVoucherDetailList().get(0);
        Checks.equal("amount of the voucher", voucher.getAmount(), "5.00");
        Checks.equal("other_contribute", voucher.getOtherContribute(), "5.00");
        AlipayTradeQueryResponse seen = sdk.queryWith(first.getTradeNo(), "voucher_detail_list");
        Checks.equal("the voucher in the query", seen.getVoucherDetailList().get(0).getId(), voucher.getId());
        AlipayTradePayResponse second = paid(sdk, byCode(buyer, "20.00"));
        Checks.equal("a coupon works once: buyer_pay_amount", second.getBuyerPayAmount(), "20.00");
    }

    private void instalments() throws Exception {
        String buyer = buyer(Map.of("balance", "0.00", "channels", Map.of("CREDIT_LINE", "5000.00")));
        Merchant sdk = shop(FACE_TO_FACE).sdk;
        AlipayTradePayResponse paid = paid(sdk, inInstalments(buyer, "3"));
        Checks.equal("fund_channel", paid.getFundBillList().get(0).getFundChannel(), "PCREDIT");
        AlipayTradeQueryResponse seen = sdk.queryWith(paid.getTradeNo(), "hb_fq_pay_info");
        Checks.equal("user_install_num", seen.getHbFqPayInfo().getUserInstallNum(), "3");
        Checks.equal("five instalments", pay(sdk, inInstalments(buyer, "5")).getSubCode(), "ACQ.INVALID_PARAMETER");
    }

    private AlipayTradePayModel inInstalments(String buyer, String number) throws Exception {
        ExtendParams params = new ExtendParams();
        params.setHbFqNum(number);
        params.setHbFqSellerPercent("0");
        AlipayTradePayModel model = byCode(buyer, "600.00");
        model.setExtendParams(params);
        return model;
    }

    private void directPay() throws Exception {
        Shop platform = new Shop(FACE_TO_FACE, "DIRECT", Map.of());
        String owner = buyer(Map.of("balance", "0.00"));
        String smid = demo.post("/sub-merchants", Map.of("owner", platform.partnerId, "mode", "DIRECT",
                "settle_accounts", List.of(Map.of("type", "userId", "value", owner, "certified", true))))
                .getString("smid");
        String buyer = buyer(Map.of());
        Checks.equal("a settlement unlike the total",
                pay(platform.sdk, settled(buyer, smid, owner, "49.99")).getSubCode(), "ACQ.ILLEGAL_ARGUMENT");
        paid(platform.sdk, settled(buyer, smid, owner, "50.00"));
        Checks.equal("the receipt less the fee of 0.6 %", balance(owner), "49.70");
    }

    private AlipayTradePayModel settled(String buyer, String smid, String owner, String amount) throws Exception {
        SubMerchant subMerchant = new SubMerchant();
        subMerchant.setMerchantId(smid);
        SettleDetailInfo entry = new SettleDetailInfo();
        entry.setTransInType("userId");
        entry.setTransIn(owner);
        entry.setAmount(amount);
        SettleInfo settleInfo = new SettleInfo();
        settleInfo.setSettleDetailInfos(List.of(entry));
        AlipayTradePayModel model = byCode(buyer, "50.00");
        model.setSubMerchant(subMerchant);
        model.setSettleInfo(settleInfo);
        return model;
    }

    private void agreement() throws Exception {
        String buyer = buyer(Map.of());
        Shop shop = shop("GENERAL_WITHHOLDING");
        String today = demo.read("/clock").getString("now").substring(0, 10);
        JSONObject signed = demo.post("/agreements", Map.of("user_id", buyer, "partner_id", shop.partnerId,
                "period_rule_params", Map.of("period_type", "DAY", "period", 7, "execute_time", today,
                        "single_amount", "10.00")));
        String number = signed.getString("agreement_no");
        Checks.equal("above the limit", pay(shop.sdk, deduction(number, "10.01")).getSubCode(),
                "ACQ.CYCLE_PAY_SINGLE_FEE_EXCEED");
        Checks.equal("buyer_user_id", paid(shop.sdk, deduction(number, "9.90")).getBuyerUserId(), buyer);
        Checks.equal("the next plan is a week away", pay(shop.sdk, deduction(number, "9.90")).getSubCode(),
                "ACQ.CYCLE_PAY_DATE_NOT_MATCH");
    }

    private static AlipayTradePayModel deduction(String agreementNo, String total) {
        AgreementParams params = new AgreementParams();
        params.setAgreementNo(agreementNo);
        AlipayTradePayModel model = order(total);
        model.setProductCode("GENERAL_WITHHOLDING");
        model.setAgreementParams(params);
        return model;
    }

    private void authorisation() throws Exception {
        String buyer = buyer(Map.of());
        Shop shop = shop("PREAUTH_PAY");
        String number = demo.post("/authorisations", Map.of("user_id", buyer, "partner_id", shop.partnerId,
                "amount", "300.00", "product_code", "PREAUTH_PAY")).getString("auth_no");
        paid(shop.sdk, fromFreeze(number, "120.00", "NOT_COMPLETE"));
        Checks.equal("more than the rest", pay(shop.sdk, fromFreeze(number, "180.01", "NOT_COMPLETE")).getCode(),
                "40004");
        paid(shop.sdk, fromFreeze(number, "30.00", "COMPLETE"));
        Checks.equal("COMPLETE gives the rest back", balance(buyer), "850.00");
        Checks.equal("all is over", pay(shop.sdk, fromFreeze(number, "1.00", "COMPLETE")).getSubCode(),
                "ACQ.AUTH_ORDER_HAS_FINISHED");
    }

    private static AlipayTradePayModel fromFreeze(String authNo, String total, String mode) {
        AlipayTradePayModel model = order(total);
        model.setProductCode("PREAUTH_PAY");
        model.setAuthNo(authNo);
        model.setAuthConfirmMode(mode);
        return model;
    }

    private void openId() throws Exception {
        Merchant sdk = new Shop(FACE_TO_FACE, "PLAIN", Map.of("open_id_mode", true)).sdk;
        String buyer = buyer(Map.of());
        AlipayTradePayResponse paid = sdk.pay(byCode(buyer, "1.00"), receiver.url(), null);
        Merchant.success(paid);
        Checks.equal("buyer_user_id", paid.getBuyerUserId(), null);
        Map<String, String> told = receiver.first(paid.getOutTradeNo());
        Checks.holds("the notification verifies", sdk.verifies(told));
        Checks.equal("buyer_open_id", told.get("buyer_open_id"), paid.getBuyerOpenId());
        Checks.equal("buyer_id", told.get("buyer_id"), null);
        AlipayTradeCreateModel byOpenId = creation();
        byOpenId.setBuyerOpenId(paid.getBuyerOpenId());
        Merchant.success(sdk.create(byOpenId));
        AlipayTradeCreateModel byUserId = creation();
        byUserId.setBuyerId(buyer);
        Checks.equal("a user id", sdk.create(byUserId).getSubCode(), "ACQ.BUYER_NOT_EXIST");
    }

    private static AlipayTradeCreateModel creation() {
        AlipayTradeCreateModel model = new AlipayTradeCreateModel();
        model.setOutTradeNo(Merchant.orderNumber());
        model.setSubject("苹果");
        model.setTotalAmount("1.00");
        return model;
    }

    private void provider() throws Exception {
        Merchant sdk = Merchant.app(demo, demo.get("isv_app.app_id"), demo.get("isv_app.private_key_pkcs8"));
        String token = demo.get("isv_app.app_auth_token");
        AlipayTradePayResponse paid = sdk.pay(byCode(demo.buyerId(), "2.00"), receiver.url(), token);
        Merchant.success(paid);
        Map<String, String> told = receiver.first(paid.getOutTradeNo());
        Checks.holds("the notification verifies", sdk.verifies(told));
        Checks.equal("app_id", told.get("app_id"), demo.get("isv_app.app_id"));
        Checks.equal("auth_app_id", told.get("auth_app_id"), demo.get("app.app_id"));
        Checks.equal("seller_id", told.get("seller_id"), demo.get("merchant.partner_id"));
        Merchant own = Merchant.demoApp(demo, demo.get("gateway_url"), "UTF-8");
        Checks.equal("it is the merchant's own trade", own.queryByOutTradeNo(paid.getOutTradeNo()).getTradeNo(),
                paid.getTradeNo());
        AlipayTradePayResponse refused = sdk.pay(byCode(demo.buyerId(), "2.00"), null, "nobody");
        Checks.matches("sub_code", refused.getSubCode(), ".*invalid-app-auth-token.*");
    }
}
