<?php
// the official SDK of protocol V2: its folder aop beside this file
require_once __DIR__ . '/aop/AopClient.php';
require_once __DIR__ . '/aop/request/AlipayTradeCreateRequest.php';

$aop = new AopClient();
$aop->gatewayUrl = '@@/gateway_url@@';
$aop->appId = '@@/app/app_id@@';
$aop->rsaPrivateKey = '@@/app/private_key_pkcs1@@';
$aop->alipayrsaPublicKey = '@@/platform/public_key@@';
$aop->apiVersion = '1.0';
$aop->signType = '@@/app/sign_type@@';
$aop->postCharset = 'UTF-8';
$aop->format = 'json';

$request = new AlipayTradeCreateRequest();
$request->setBizContent(json_encode([
    'out_trade_no' => 'order_' . hrtime(true),
    'total_amount' => '88.88',
    'subject' => 'Tea',
    'buyer_id' => '@@/buyers/0/user_id@@',
]));
var_dump($aop->execute($request));
