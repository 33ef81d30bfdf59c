package tael;

import com.alibaba.fastjson.JSONObject;
import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayClient;
import com.alipay.api.AlipayConfig;
import com.alipay.api.AlipayResponse;
import com.alipay.api.DefaultAlipayClient;
import com.alipay.api.domain.AlipayTradeCreateModel;
import com.alipay.api.domain.AlipayTradePayModel;
import com.alipay.api.domain.AlipayTradeQueryModel;
import com.alipay.api.internal.util.AlipaySignature;
import com.alipay.api.request.AlipayTradeCreateRequest;
import com.alipay.api.request.AlipayTradePayRequest;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.alipay.api.response.AlipayTradeCreateResponse;
import com.alipay.api.response.AlipayTradePayResponse;
import com.alipay.api.response.AlipayTradeQueryResponse;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A merchant's program around one client of the SDK, in one charset and with one sign_type. */
final class Merchant {
    private static int orders;

    private final Demo demo;
    private final AlipayClient client;
    final String appId;
    final String charset;
    final String signType;

    private Merchant(Demo demo, String gatewayUrl, String appId, String privateKey, String charset, String signType)
            throws AlipayApiException {
        this.demo = demo;
        this.appId = appId;
        this.charset = charset;
        this.signType = signType;
        AlipayConfig config = new AlipayConfig();
        config.setServerUrl(gatewayUrl);
        config.setAppId(appId);
        config.setPrivateKey(privateKey);
        config.setAlipayPublicKey(demo.get("platform.public_key"));
        config.setFormat("json");
        config.setCharset(charset);
        config.setSignType(signType);
        client = new DefaultAlipayClient(config);
    }

    /** The demo application, reached at this URL. */
    static Merchant demoApp(Demo demo, String gatewayUrl, String charset) throws AlipayApiException {
        return new Merchant(demo, gatewayUrl, demo.get("app.app_id"), demo.get("app.private_key_pkcs8"), charset,
                demo.get("app.sign_type"));
    }

    /** Any application, by its number and key. */
    static Merchant app(Demo demo, String appId, String privateKey) throws AlipayApiException {
        return new Merchant(demo, demo.get("gateway_url"), appId, privateKey, "UTF-8", "RSA2");
    }

    /** Another application of the demo merchant, registered now, whose keys are for sign_type RSA. */
    static Merchant rsaApp(Demo demo, String charset) throws Exception {
        KeyPair keys = generateKeys();
        JSONObject app = demo.post("/apps", Map.of(
                "partner_id", demo.get("merchant.partner_id"),
                "public_key", Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()),
                "sign_type", "RSA"));
        return new Merchant(demo, demo.get("gateway_url"), app.getString("app_id"),
                Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()), charset, "RSA");
    }

    private static KeyPair generateKeys() throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    static synchronized String orderNumber() {
        orders++;
        return "java_" + ProcessHandle.current().pid() + "_" + System.currentTimeMillis() + "_" + orders;
    }

    /** Creates an order of the rich buyer; an empty product code is left out, as is the mini program then. */
    AlipayTradeCreateResponse create(String subject, String body, String total, String productCode, String notifyUrl)
            throws AlipayApiException {
        AlipayTradeCreateModel model = new AlipayTradeCreateModel();
        model.setOutTradeNo(orderNumber());
        model.setSubject(subject);
        model.setBody(body);
        model.setTotalAmount(total);
        model.setBuyerId(demo.buyerId());
        if (!productCode.isEmpty()) {
            model.setProductCode(productCode);
            model.setOpAppId(demo.get("mini_program.app_id"));
        }
        AlipayTradeCreateRequest request = new AlipayTradeCreateRequest();
        request.setBizModel(model);
        request.setNotifyUrl(notifyUrl);
        AlipayTradeCreateResponse response = client.execute(request);
        if (response.isSuccess()) {
            Checks.equal("out_trade_no", response.getOutTradeNo(), model.getOutTradeNo());
            Checks.matches("trade_no", response.getTradeNo(), "\\d{28}");
        }
        return response;
    }

    AlipayTradePayResponse pay(String subject, String total, String authCode) throws AlipayApiException {
        AlipayTradePayModel model = new AlipayTradePayModel();
        model.setOutTradeNo(orderNumber());
        model.setSubject(subject);
        model.setTotalAmount(total);
        model.setScene("bar_code");
        model.setAuthCode(authCode);
        AlipayTradePayRequest request = new AlipayTradePayRequest();
        request.setBizModel(model);
        AlipayTradePayResponse response = client.execute(request);
        if (response.isSuccess()) {
            Checks.equal("out_trade_no", response.getOutTradeNo(), model.getOutTradeNo());
        }
        return response;
    }

    /** Any creation. */
    AlipayTradeCreateResponse create(AlipayTradeCreateModel model) throws AlipayApiException {
        AlipayTradeCreateRequest request = new AlipayTradeCreateRequest();
        request.setBizModel(model);
        return client.execute(request);
    }

    /** Any payment, for another merchant where a token of its is given. */
    AlipayTradePayResponse pay(AlipayTradePayModel model, String notifyUrl, String appAuthToken)
            throws AlipayApiException {
        AlipayTradePayRequest request = new AlipayTradePayRequest();
        request.setBizModel(model);
        request.setNotifyUrl(notifyUrl);
        return client.execute(request, null, appAuthToken);
    }

    /** A query that asks for this group of members. */
    AlipayTradeQueryResponse queryWith(String tradeNo, String option) throws AlipayApiException {
        AlipayTradeQueryModel model = new AlipayTradeQueryModel();
        model.setTradeNo(tradeNo);
        model.setQueryOptions(List.of(option));
        return query(model);
    }

    AlipayTradeQueryResponse queryByTradeNo(String tradeNo) throws AlipayApiException {
        AlipayTradeQueryModel model = new AlipayTradeQueryModel();
        model.setTradeNo(tradeNo);
        return query(model);
    }

    AlipayTradeQueryResponse queryByOutTradeNo(String outTradeNo) throws AlipayApiException {
        AlipayTradeQueryModel model = new AlipayTradeQueryModel();
        model.setOutTradeNo(outTradeNo);
        return query(model);
    }

    private AlipayTradeQueryResponse query(AlipayTradeQueryModel model) throws AlipayApiException {
        AlipayTradeQueryRequest request = new AlipayTradeQueryRequest();
        request.setBizModel(model);
        return client.execute(request);
    }

    /** The SDK's own verification of a notification. */
    boolean verifies(Map<String, String> notification) throws AlipayApiException {
        return AlipaySignature.rsaCheckV1(notification, demo.get("platform.public_key"), charset, signType);
    }

    static void success(AlipayResponse response) {
        Checks.equal("code (" + response.getBody() + ")", response.getCode(), "10000");
        Checks.equal("msg", response.getMsg(), "Success");
        Checks.equal("sub_code", response.getSubCode(), null);
        Checks.holds("isSuccess", response.isSuccess());
    }

    static void refused(AlipayResponse response, String subCode, String subMsg) {
        Checks.holds("isSuccess", !response.isSuccess());
        Checks.equal("code (" + response.getBody() + ")", response.getCode(), "40004");
        Checks.equal("msg", response.getMsg(), "Business Failed");
        Checks.equal("sub_code", response.getSubCode(), subCode);
        Checks.matches("sub_msg", response.getSubMsg(), subMsg);
    }
}
