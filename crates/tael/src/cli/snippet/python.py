# pip install alipay-sdk-python
import time

from alipay.aop.api.AlipayClientConfig import AlipayClientConfig
from alipay.aop.api.DefaultAlipayClient import DefaultAlipayClient
from alipay.aop.api.domain.AlipayTradeCreateModel import AlipayTradeCreateModel
from alipay.aop.api.request.AlipayTradeCreateRequest import AlipayTradeCreateRequest

config = AlipayClientConfig()
config.server_url = "@@/gateway_url@@"
config.app_id = "@@/app/app_id@@"
config.app_private_key = "@@/app/private_key_pkcs1@@"
config.alipay_public_key = "@@/platform/public_key@@"
client = DefaultAlipayClient(alipay_client_config=config)

order = AlipayTradeCreateModel()
order.out_trade_no = "order_%d" % time.time_ns()
order.total_amount = "88.88"
order.subject = "Tea"
order.buyer_id = "@@/buyers/0/user_id@@"
print(client.execute(AlipayTradeCreateRequest(biz_model=order)))
