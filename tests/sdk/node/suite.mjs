// The official Alipay SDK for Node.js buys from Tael. `TAEL_DEMO` names the demo.json of a running gateway.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { AlipaySdk } from 'alipay-sdk';
import { Products } from './products.mjs';
import { Checks } from './support/checks.mjs';
import { Control } from './support/control.mjs';
import { Proxy, Receiver, flipTradeNo } from './support/http.mjs';

const SUBJECT = '大乐透 2 注 + 3D & 50% 中文';
const BODY = 'a+b & c=d % %41 "引号" <中文> \\ /';

if (!process.env.TAEL_DEMO) {
  console.error('TAEL_DEMO must name the demo.json of a running gateway');
  process.exit(2);
}
const demo = JSON.parse(readFileSync(process.env.TAEL_DEMO, 'utf8'));
const buyer = demo.buyers[0];
const control = new Control(demo.control);
const receiver = await new Receiver().open();
const proxy = await new Proxy(demo.gateway_url).open();
const checks = new Checks();

/** The SDK as its README sets it up; only the gateway's URL differs from production. */
function client(gateway) {
  return new AlipaySdk({
    appId: demo.app.app_id,
    privateKey: demo.app.private_key_pkcs1,
    alipayPublicKey: demo.platform.public_key,
    gateway,
  });
}

const sdk = client(demo.gateway_url);
const proxied = client(proxy.url);

/** One call with the SDK's own verification of the answer. */
function call(method, bizContent, { notifyUrl, through = sdk } = {}) {
  const parameters = notifyUrl ? { bizContent, notifyUrl } : { bizContent };
  return through.exec(method, parameters, { validateSign: true });
}

let orders = 0;
function orderNumber() {
  orders += 1;
  return `node_${process.pid}_${Date.now()}_${orders}`;
}

function assertSuccess(result) {
  assert.equal(result.code, '10000', JSON.stringify(result));
  assert.equal(result.msg, 'Success');
  assert.equal(result.subCode, undefined);
}

function assertRefused(result, subCode, subMsg) {
  assert.equal(result.code, '40004', JSON.stringify(result));
  assert.equal(result.msg, 'Business Failed');
  assert.equal(result.subCode, subCode);
  assert.match(result.subMsg, subMsg);
}

/** What every query of an order paid in full from the balance shows. */
function assertPaid(result, order, total) {
  assertSuccess(result);
  assert.equal(result.tradeStatus, 'TRADE_SUCCESS');
  assert.equal(result.tradeNo, order.tradeNo);
  assert.equal(result.outTradeNo, order.outTradeNo);
  assert.equal(result.buyerUserId, buyer.user_id);
  for (const amount of ['totalAmount', 'buyerPayAmount', 'receiptAmount', 'invoiceAmount']) {
    assert.equal(result[amount], total, amount);
  }
  assert.equal(result.pointAmount, '0.00');
  assert.match(result.sendPayDate, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
}

async function create(bizContent) {
  const outTradeNo = orderNumber();
  const result = await call(
    'alipay.trade.create',
    { out_trade_no: outTradeNo, subject: SUBJECT, body: BODY, buyer_id: buyer.user_id, ...bizContent },
    { notifyUrl: receiver.url },
  );
  assertSuccess(result);
  assert.equal(result.outTradeNo, outTradeNo);
  assert.match(result.tradeNo, /^\d{28}$/);
  return { outTradeNo, tradeNo: result.tradeNo };
}

async function payAsBuyer(order) {
  const paid = await control.pay(order.tradeNo, buyer);
  assert.deepEqual(paid, { trade_no: order.tradeNo, trade_status: 'TRADE_SUCCESS' });
}

let plain;
await checks.check('trade.create without product_code, paid by the buyer, seen by trade.query', async () => {
  plain = await create({ total_amount: '88.88' });
  const before = await call('alipay.trade.query', { trade_no: plain.tradeNo });
  assertSuccess(before);
  assert.equal(before.tradeStatus, 'WAIT_BUYER_PAY');
  assert.equal(before.totalAmount, '88.88');
  assert.equal(before.receiptAmount, '0.00');
  await payAsBuyer(plain);
  assertPaid(await call('alipay.trade.query', { out_trade_no: plain.outTradeNo }), plain, '88.88');
});

await checks.check('trade.create with JSAPI_PAY in the mini program, paid by the buyer, seen by trade.query', async () => {
  const order = await create({
    total_amount: '0.01',
    product_code: 'JSAPI_PAY',
    op_app_id: demo.mini_program.app_id,
  });
  await payAsBuyer(order);
  assertPaid(await call('alipay.trade.query', { trade_no: order.tradeNo }), order, '0.01');
});

let usedCode;
await checks.check('trade.pay with the payment code of the phone', async () => {
  usedCode = await control.authCode(buyer);
  const outTradeNo = orderNumber();
  const result = await call('alipay.trade.pay', {
    out_trade_no: outTradeNo,
    subject: SUBJECT,
    total_amount: '12.30',
    scene: 'bar_code',
    auth_code: usedCode,
  });
  assertSuccess(result);
  assert.equal(result.outTradeNo, outTradeNo);
  assert.equal(result.totalAmount, '12.30');
  assert.equal(result.buyerPayAmount, '12.30');
  assert.equal(result.receiptAmount, '12.30');
  assert.equal(result.buyerUserId, buyer.user_id);
  assert.deepEqual(result.fundBillList, [{ amount: '12.30', fundChannel: 'ALIPAYACCOUNT' }]);
  assert.match(result.gmtPayment, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  const order = { outTradeNo, tradeNo: result.tradeNo };
  assertPaid(await call('alipay.trade.query', { trade_no: result.tradeNo }), order, '12.30');
});

await checks.check('refusal: an unknown trade is ACQ.TRADE_NOT_EXIST', async () => {
  const result = await call('alipay.trade.query', { out_trade_no: orderNumber() });
  assertRefused(result, 'ACQ.TRADE_NOT_EXIST', /^交易不存在$/);
});

await checks.check('refusal: a used payment code is ACQ.PAYMENT_AUTH_CODE_INVALID', async () => {
  assert.ok(usedCode, 'the payment before did not get a code');
  const result = await call('alipay.trade.pay', {
    out_trade_no: orderNumber(),
    subject: SUBJECT,
    total_amount: '12.30',
    scene: 'bar_code',
    auth_code: usedCode,
  });
  assertRefused(result, 'ACQ.PAYMENT_AUTH_CODE_INVALID', /^支付授权码无效$/);
});

await checks.check('refusal: a missing subject is ACQ.INVALID_PARAMETER', async () => {
  const result = await call('alipay.trade.create', {
    out_trade_no: orderNumber(),
    total_amount: '1.00',
    buyer_id: buyer.user_id,
  });
  assertRefused(result, 'ACQ.INVALID_PARAMETER', /^参数无效.*subject/);
});

await checks.check('the notification is verified by checkNotifySignV2, its text intact', async () => {
  const { method, contentType, parameters } = await receiver.first(plain.outTradeNo);
  assert.equal(method, 'POST');
  assert.match(contentType, /^application\/x-www-form-urlencoded/);
  assert.equal(sdk.checkNotifySignV2(parameters), true);
  assert.equal(parameters.subject, SUBJECT);
  assert.equal(parameters.body, BODY);
  assert.equal(parameters.notify_type, 'trade_status_sync');
  assert.equal(parameters.trade_status, 'TRADE_SUCCESS');
  assert.equal(parameters.trade_no, plain.tradeNo);
  assert.equal(parameters.total_amount, '88.88');
  assert.equal(parameters.app_id, demo.app.app_id);
  assert.equal(parameters.seller_id, demo.merchant.partner_id);
  assert.equal(parameters.buyer_id, buyer.user_id);
  assert.deepEqual(JSON.parse(parameters.fund_bill_list), [{ amount: '88.88', fundChannel: 'ALIPAYACCOUNT' }]);
  assert.ok(!Object.values(parameters).includes(''), 'a parameter is empty');
});

await checks.check('a changed notification does not verify', async () => {
  const { parameters } = await receiver.first(plain.outTradeNo);
  assert.equal(sdk.checkNotifySignV2({ ...parameters, total_amount: '88.89' }), false);
});

await checks.check('a short plain text also passes checkNotifySign, which decodes a second time', async () => {
  const outTradeNo = orderNumber();
  await call(
    'alipay.trade.pay',
    {
      out_trade_no: outTradeNo,
      subject: '大乐透 2 注',
      total_amount: '1.00',
      scene: 'bar_code',
      auth_code: await control.authCode(buyer),
    },
    { notifyUrl: receiver.url },
  );
  const { parameters } = await receiver.first(outTradeNo);
  assert.equal(sdk.checkNotifySign(parameters), true);
});

await new Products({ demo, control, receiver, orderNumber }).run(checks);

await checks.check('through the proxy an untouched answer passes the verification', async () => {
  const result = await call('alipay.trade.query', { trade_no: plain.tradeNo }, { through: proxied });
  assertPaid(result, plain, '88.88');
  assert.equal(proxy.forwarded, 1);
});

await checks.check('one flipped byte makes the SDK refuse the answer', async () => {
  proxy.damage = flipTradeNo;
  try {
    await assert.rejects(
      call('alipay.trade.query', { trade_no: plain.tradeNo }, { through: proxied }),
      (error) => error.name === 'AlipayRequestError' && error.message.startsWith('验签失败'),
    );
  } finally {
    proxy.damage = (body) => body;
  }
  assert.equal(proxy.forwarded, 2, 'the damaged answer did not reach the SDK');
});

await checks.check('the same call without the proxy passes', async () => {
  assertPaid(await call('alipay.trade.query', { trade_no: plain.tradeNo }), plain, '88.88');
});

await checks.check('a notification answered with success is not sent again', async () => {
  await control.advance(25 * 3600);
  assert.equal(receiver.about(plain.outTradeNo).length, 1);
});

await Promise.all([receiver.close(), proxy.close()]);
process.exitCode = checks.finish();
