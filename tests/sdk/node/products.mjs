// What else a merchant sells by: coupons, instalments, second-level merchants, agreements, authorisations, open ids,
// and on behalf of another merchant. Each check sets up its own state through the control API.

import assert from 'node:assert/strict';
import { AlipaySdk } from 'alipay-sdk';

const PASSWORD = '111111';

/** A shop with a merchant and an application of its own, whose key is that of the demo application. */
export class Products {
  #demo;
  #control;
  #receiver;
  #number;

  constructor({ demo, control, receiver, orderNumber }) {
    this.#demo = demo;
    this.#control = control;
    this.#receiver = receiver;
    this.#number = orderNumber;
  }

  /** Runs every check. */
  async run(checks) {
    await checks.check('a coupon lowers what the buyer pays, and works once', () => this.#coupon());
    await checks.check('instalments on the credit line', () => this.#instalments());
    await checks.check('a direct-pay purchase is settled to the second-level merchant', () => this.#directPay());
    await checks.check('an agreement is deducted from, by its plan and within its limit', () => this.#agreement());
    await checks.check('a pre-authorisation is paid from, and its rest goes back', () => this.#authorisation());
    await checks.check('an application in open_id mode never sees a user id', () => this.#openId());
    await checks.check('a service provider sells for the merchant that authorised it', () => this.#provider());
  }

  #client(appId, privateKey = this.#demo.app.private_key_pkcs1) {
    const { platform, gateway_url: gateway } = this.#demo;
    return new AlipaySdk({ appId, privateKey, alipayPublicKey: platform.public_key, gateway });
  }

  /** A merchant with these contracts, and the SDK of its application. */
  async #shop(contracts, { merchant = {}, app = {} } = {}) {
    const made = await this.#control.post('/merchants', {
      name: 'Node',
      certified: true,
      contracts: contracts.map((contract) => ({ rate: '0.006', ...contract })),
      ...merchant,
    });
    const { app_id } = await this.#control.post('/apps', {
      partner_id: made.partner_id,
      public_key: this.#demo.app.public_key,
      ...app,
    });
    return { partnerId: made.partner_id, appId: app_id, sdk: this.#client(app_id) };
  }

  #buyer(members) {
    return this.#control.post('/buyers', {
      name: '李四',
      pay_password: PASSWORD,
      certified: true,
      balance: '1000.00',
      ...members,
    });
  }

  #call(sdk, method, bizContent, parameters = {}) {
    return sdk.exec(method, { bizContent, ...parameters }, { validateSign: true });
  }

  async #sold(sdk, method, bizContent, parameters) {
    const result = await this.#call(sdk, method, bizContent, parameters);
    assert.equal(result.code, '10000', JSON.stringify(result));
    return result;
  }

  async #pay(sdk, buyer, members, parameters) {
    return this.#call(
      sdk,
      'alipay.trade.pay',
      {
        out_trade_no: this.#number(),
        subject: '苹果',
        scene: 'bar_code',
        auth_code: await this.#control.authCode(buyer),
        ...members,
      },
      parameters,
    );
  }

  async #coupon() {
    const buyer = await this.#buyer({ coupons: [{ amount: '5.00', funder: 'PLATFORM', min_amount: '10.00' }] });
    const { sdk } = await this.#shop([{ product_code: 'FACE_TO_FACE_PAYMENT' }]);
    const first = await this.#pay(sdk, buyer, { total_amount: '20.00' });
    assert.equal(first.code, '10000', JSON.stringify(first));
    assert.equal(first.totalAmount, '20.00');
    assert.equal(first.receiptAmount, '20.00', 'the platform pays for its coupon');
    assert.equal(first.buyerPayAmount, '15.00');
    const bills = first.fundBillList.map((bill) => [bill.fundChannel, bill.amount]);
    assert.equal(bills.length, 2);
    assert.deepEqual(bills.find(([channel]) => channel === 'ALIPAYACCOUNT'), ['ALIPAYACCOUNT', '15.00']);
    const [voucher] = first.voucherDetailList;
    assert.equal(voucher.amount, '5.00');
    assert.equal(voucher.otherContribute, '5.00');
    const seen = await this.#sold(sdk, 'alipay.trade.query', {
      trade_no: first.tradeNo,
      query_options: ['fund_bill_list', 'voucher_detail_list'],
    });
    assert.equal(seen.voucherDetailList[0].id, voucher.id);
    const second = await this.#pay(sdk, buyer, { total_amount: '20.00' });
    assert.equal(second.buyerPayAmount, '20.00', 'a coupon works once');
  }

  async #instalments() {
    const buyer = await this.#buyer({ balance: '0.00', channels: { CREDIT_LINE: '5000.00' } });
    const { sdk } = await this.#shop([{ product_code: 'FACE_TO_FACE_PAYMENT' }]);
    const paid = await this.#pay(sdk, buyer, {
      total_amount: '600.00',
      extend_params: { hb_fq_num: '3', hb_fq_seller_percent: '0' },
    });
    assert.equal(paid.code, '10000', JSON.stringify(paid));
    assert.equal(paid.fundBillList[0].fundChannel, 'PCREDIT');
    const seen = await this.#sold(sdk, 'alipay.trade.query', {
      trade_no: paid.tradeNo,
      query_options: ['hb_fq_pay_info'],
    });
    assert.equal(seen.hbFqPayInfo.userInstallNum, '3');
    const odd = await this.#pay(sdk, buyer, {
      total_amount: '600.00',
      extend_params: { hb_fq_num: '5', hb_fq_seller_percent: '0' },
    });
    assert.equal(odd.subCode, 'ACQ.INVALID_PARAMETER');
  }

  async #directPay() {
    const { sdk, partnerId } = await this.#shop([{ product_code: 'FACE_TO_FACE_PAYMENT', mode: 'DIRECT' }]);
    const owner = await this.#buyer({ balance: '0.00' });
    const { smid } = await this.#control.post('/sub-merchants', {
      owner: partnerId,
      mode: 'DIRECT',
      settle_accounts: [{ type: 'userId', value: owner.user_id, certified: true }],
    });
    const buyer = await this.#buyer({});
    const entry = { trans_in_type: 'userId', trans_in: owner.user_id, amount: '50.00' };
    const order = {
      total_amount: '50.00',
      sub_merchant: { merchant_id: smid },
      settle_info: { settle_detail_infos: [entry] },
    };
    const wrong = await this.#pay(sdk, buyer, { ...order, settle_info: { settle_detail_infos: [{ ...entry, amount: '49.99' }] } });
    assert.equal(wrong.subCode, 'ACQ.ILLEGAL_ARGUMENT', JSON.stringify(wrong));
    const paid = await this.#pay(sdk, buyer, order);
    assert.equal(paid.code, '10000', JSON.stringify(paid));
    const { balance } = await this.#control.get(`/buyers/${owner.user_id}`);
    assert.equal(balance, '49.70', 'the receipt less the fee of 0.6 %');
  }

  async #agreement() {
    const buyer = await this.#buyer({});
    const product = 'GENERAL_WITHHOLDING';
    const { sdk, partnerId } = await this.#shop([{ product_code: product }]);
    const { now } = await this.#control.get('/clock');
    const { agreement_no } = await this.#control.post('/agreements', {
      user_id: buyer.user_id,
      partner_id: partnerId,
      period_rule_params: { period_type: 'DAY', period: 7, execute_time: now.slice(0, 10), single_amount: '10.00' },
    });
    const deduct = (amount) =>
      this.#call(sdk, 'alipay.trade.pay', {
        out_trade_no: this.#number(),
        subject: '会员',
        total_amount: amount,
        product_code: product,
        agreement_params: { agreement_no },
      });
    const above = await deduct('10.01');
    assert.equal(above.subCode, 'ACQ.CYCLE_PAY_SINGLE_FEE_EXCEED', JSON.stringify(above));
    const paid = await deduct('9.90');
    assert.equal(paid.code, '10000', JSON.stringify(paid));
    assert.equal(paid.buyerUserId, buyer.user_id);
    const again = await deduct('9.90');
    assert.equal(again.subCode, 'ACQ.CYCLE_PAY_DATE_NOT_MATCH', 'the next plan is a week away');
  }

  async #authorisation() {
    const buyer = await this.#buyer({});
    const product = 'PREAUTH_PAY';
    const { sdk, partnerId } = await this.#shop([{ product_code: product }]);
    const { auth_no } = await this.#control.post('/authorisations', {
      user_id: buyer.user_id,
      partner_id: partnerId,
      amount: '300.00',
      product_code: product,
    });
    const pay = (amount, mode) =>
      this.#call(sdk, 'alipay.trade.pay', {
        out_trade_no: this.#number(),
        subject: '押金',
        total_amount: amount,
        product_code: product,
        auth_no,
        auth_confirm_mode: mode,
      });
    assert.equal((await pay('120.00', 'NOT_COMPLETE')).code, '10000');
    const above = await pay('180.01', 'NOT_COMPLETE');
    assert.match(above.subCode, /^ACQ\.(AUTH_AMOUNT_NOT_ENOUGH|REQUEST_AMOUNT_EXCEED)$/);
    assert.equal((await pay('30.00', 'COMPLETE')).code, '10000');
    const { balance } = await this.#control.get(`/buyers/${buyer.user_id}`);
    assert.equal(balance, '850.00', 'COMPLETE gives the rest back');
    assert.equal((await pay('1.00', 'COMPLETE')).subCode, 'ACQ.AUTH_ORDER_HAS_FINISHED');
  }

  async #openId() {
    const { sdk } = await this.#shop([{ product_code: 'FACE_TO_FACE_PAYMENT' }], { app: { open_id_mode: true } });
    const buyer = await this.#buyer({});
    const notifyUrl = this.#receiver.url;
    const paid = await this.#pay(sdk, buyer, { total_amount: '1.00' }, { notifyUrl });
    assert.equal(paid.code, '10000', JSON.stringify(paid));
    assert.equal(paid.buyerUserId, undefined);
    assert.ok(paid.buyerOpenId, 'the buyer has an open id');
    const { parameters } = await this.#receiver.first(paid.outTradeNo);
    assert.equal(parameters.buyer_open_id, paid.buyerOpenId);
    assert.equal(parameters.buyer_id, undefined);
    const order = { subject: '苹果', total_amount: '1.00' };
    await this.#sold(sdk, 'alipay.trade.create', {
      ...order,
      out_trade_no: this.#number(),
      buyer_open_id: paid.buyerOpenId,
    });
    const byUserId = await this.#call(sdk, 'alipay.trade.create', {
      ...order,
      out_trade_no: this.#number(),
      buyer_id: buyer.user_id,
    });
    assert.equal(byUserId.subCode, 'ACQ.BUYER_NOT_EXIST');
  }

  async #provider() {
    const { isv_app: provider, merchant, buyers, app } = this.#demo;
    const sdk = this.#client(provider.app_id, provider.private_key_pkcs1);
    const appAuthToken = provider.app_auth_token;
    const notifyUrl = this.#receiver.url;
    const paid = await this.#pay(sdk, buyers[0], { total_amount: '2.00' }, { appAuthToken, notifyUrl });
    assert.equal(paid.code, '10000', JSON.stringify(paid));
    const { parameters } = await this.#receiver.first(paid.outTradeNo);
    assert.equal(sdk.checkNotifySignV2(parameters), true);
    assert.equal(parameters.app_id, provider.app_id);
    assert.equal(parameters.auth_app_id, app.app_id);
    assert.equal(parameters.seller_id, merchant.partner_id);
    const seen = await this.#sold(this.#client(app.app_id), 'alipay.trade.query', { out_trade_no: paid.outTradeNo });
    assert.equal(seen.tradeNo, paid.tradeNo, 'it is the merchant\'s own trade');
    const refused = await this.#pay(sdk, buyers[0], { total_amount: '2.00' }, { appAuthToken: 'nobody' });
    assert.match(refused.subCode, /invalid-app-auth-token/);
  }
}
