package tael;

import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayClient;
import com.alipay.api.DefaultAlipayClient;
import com.alipay.api.request.AlipayTradeCreateRequest;
import com.alipay.api.response.AlipayTradeCreateResponse;

/**
 * The request sample of the platform's page of alipay.trade.create, as printed except for URL, keys and ids.
 * As printed it cannot succeed; its values are corrected one by one, and each mistake has a refusal of its own.
 */
final class PrintedSample {
    private final Demo demo;
    private final String outTradeNo;

    PrintedSample(Demo demo, String outTradeNo) {
        this.demo = demo;
        this.outTradeNo = outTradeNo;
    }

    void run() throws AlipayApiException {
        String merchant = demo.get("merchant.partner_id");
        refused(create(merchant, "SecondMerchant、Store", "0.1"), "ACQ.INVALID_PARAMETER", "参数无效.*settle_entity_type.*");
        refused(create(merchant, "SecondMerchant", "0.1"), "ACQ.ILLEGAL_ARGUMENT", "参数错误.*");
        refused(create(merchant, "SecondMerchant", "88.88"), "ACQ.BUYER_SELLER_EQUAL", "买卖家不能相同");

        AlipayTradeCreateResponse created = create(demo.buyerId(), "SecondMerchant", "88.88");
        Checks.equal("code (" + created.getBody() + ")", created.getCode(), "10000");
        Checks.holds("isSuccess", created.isSuccess());
        Checks.equal("out_trade_no", created.getOutTradeNo(), outTradeNo);
        Checks.matches("trade_no", created.getTradeNo(), "\\d{28}");
    }

    private static void refused(AlipayTradeCreateResponse response, String subCode, String subMsg) {
        Checks.holds("isSuccess", !response.isSuccess());
        Checks.equal("sub_code (" + response.getBody() + ")", response.getSubCode(), subCode);
        Checks.equal("code", response.getCode(), "40004");
        Checks.matches("sub_msg", response.getSubMsg(), subMsg);
    }

    private AlipayTradeCreateResponse create(String buyerId, String settleEntityType, String settleAmount)
            throws AlipayApiException {
        AlipayClient alipayClient = new DefaultAlipayClient(demo.get("gateway_url"), demo.get("app.app_id"),
                demo.get("app.private_key_pkcs8"), "json", "GBK", demo.get("platform.public_key"), "RSA2");
        AlipayTradeCreateRequest request = new AlipayTradeCreateRequest();
        request.setBizContent("{" +
                "\"out_trade_no\":\"" + outTradeNo + "\"," +
                "\"seller_id\":\"" + demo.get("merchant.partner_id") + "\"," +
                "\"total_amount\":88.88," +
                "\"discountable_amount\":8.88," +
                "\"subject\":\"Iphone6 16G\"," +
                "\"body\":\"Iphone6 16G\"," +
                "\"buyer_id\":\"" + buyerId + "\"," +
                "      \"goods_detail\":[{" +
                "        \"goods_id\":\"apple-01\"," +
                "\"goods_name\":\"ipad\"," +
                "\"quantity\":1," +
                "\"price\":2000," +
                "\"goods_category\":\"34543238\"," +
                "\"categories_tree\":\"124868003|126232002|126252004\"," +
                "\"body\":\"特价手机\"," +
                "\"show_url\":\"http://www.alipay.com/xxx.jpg\"" +
                "        }]," +
                "\"operator_id\":\"Yx_001\"," +
                "\"store_id\":\"" + demo.get("merchant.store_id") + "\"," +
                "\"terminal_id\":\"NJ_T_001\"," +
                "\"extend_params\":{" +
                "\"sys_service_provider_id\":\"2088511833207846\"," +
                "\"industry_reflux_info\":\"{\\\\\\\"scene_code\\\\\\\":\\\\\\\"metro_tradeorder\\\\\\\"," +
                "\\\\\\\"channel\\\\\\\":\\\\\\\"xxxx\\\\\\\"," +
                "\\\\\\\"scene_data\\\\\\\":{\\\\\\\"asset_name\\\\\\\":\\\\\\\"ALIPAY\\\\\\\"}}\"," +
                "\"card_type\":\"S0JP0000\"" +
                "    }," +
                "\"timeout_express\":\"90m\"," +
                "\"settle_info\":{" +
                "        \"settle_detail_infos\":[{" +
                "          \"trans_in_type\":\"cardSerialNo\"," +
                "\"trans_in\":\"A0001\"," +
                "\"summary_dimension\":\"A0001\"," +
                "\"settle_entity_id\":\"2088xxxxx;ST_0001\"," +
                "\"settle_entity_type\":\"" + settleEntityType + "\"," +
                "\"amount\":" + settleAmount +
                "          }]" +
                "    }," +
                "\"logistics_detail\":{" +
                "\"logistics_type\":\"EXPRESS\"" +
                "    }," +
                "\"business_params\":\"{\\\"data\\\":\\\"123\\\"}\"," +
                "\"receiver_address_info\":{" +
                "\"name\":\"张三\"," +
                "\"address\":\"上海市浦东新区陆家嘴银城中路501号\"," +
                "\"mobile\":\"13120180615\"," +
                "\"zip\":\"200120\"," +
                "\"division_code\":\"310115\"" +
                "    }" +
                "  }");
        return alipayClient.execute(request);
    }
}
