// com.alipay.sdk:alipay-sdk-java
import com.alipay.api.AlipayClient;
import com.alipay.api.AlipayConfig;
import com.alipay.api.DefaultAlipayClient;
import com.alipay.api.domain.AlipayTradeCreateModel;
import com.alipay.api.request.AlipayTradeCreateRequest;

public class Main {
    public static void main(String[] args) throws Exception {
        AlipayConfig config = new AlipayConfig();
        config.setServerUrl("@@/gateway_url@@");
        config.setAppId("@@/app/app_id@@");
        config.setPrivateKey("@@/app/private_key_pkcs8@@");
        config.setAlipayPublicKey("@@/platform/public_key@@");
        config.setFormat("json");
        config.setCharset("UTF-8");
        config.setSignType("@@/app/sign_type@@");
        AlipayClient client = new DefaultAlipayClient(config);

        AlipayTradeCreateModel order = new AlipayTradeCreateModel();
        order.setOutTradeNo("order_" + System.nanoTime());
        order.setTotalAmount("88.88");
        order.setSubject("Tea");
        order.setBuyerId("@@/buyers/0/user_id@@");
        AlipayTradeCreateRequest request = new AlipayTradeCreateRequest();
        request.setBizModel(order);
        System.out.println(client.execute(request).getBody());
    }
}
