// npm install alipay-sdk
import { AlipaySdk } from "alipay-sdk";

const alipay = new AlipaySdk({
  gateway: "@@/gateway_url@@",
  appId: "@@/app/app_id@@",
  privateKey: "@@/app/private_key_pkcs1@@",
  alipayPublicKey: "@@/platform/public_key@@",
});

const result = await alipay.exec(
  "alipay.trade.create",
  { bizContent: { out_trade_no: `order_${Date.now()}`, total_amount: "88.88", subject: "Tea", buyer_id: "@@/buyers/0/user_id@@" } },
  { validateSign: true },
);
console.log(result);
