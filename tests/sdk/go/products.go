package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/smartwalle/alipay/v3"
)

const faceToFace = "FACE_TO_FACE_PAYMENT"

// products is what else a merchant sells by: coupons, instalments, second-level merchants, agreements, authorisations,
// open ids, and on behalf of another merchant. Each check sets up its own state through the control API.
type products struct {
	demo     *demoWorld
	receiver *receiver
	number   func() string
}

type members = map[string]any

func (p *products) run(c *checks) {
	c.check("a coupon lowers what the buyer pays, and works once", p.coupon)
	c.check("instalments on the credit line", p.instalments)
	c.check("a direct-pay purchase is settled to the second-level merchant", p.directPay)
	c.check("an agreement is deducted from, by its plan and within its limit", p.agreement)
	c.check("a pre-authorisation is paid from, and its rest goes back", p.authorisation)
	c.check("an application in open_id mode never sees a user id", p.openID)
	c.check("a service provider sells for the merchant that authorised it", p.provider)
}

// shop is a merchant with one contract, and the SDK of its application, whose key is that of the demo application.
type shop struct {
	partnerID string
	sdk       *alipay.Client
}

func (p *products) open(product, mode string, app members) (shop, error) {
	var merchant struct {
		PartnerID string `json:"partner_id"`
	}
	contract := members{"product_code": product, "mode": mode, "rate": "0.006"}
	body := members{"name": "Go", "certified": true, "contracts": []members{contract}}
	if err := p.demo.post("/merchants", body, &merchant); err != nil {
		return shop{}, err
	}
	made := application{PrivateKeyPKCS1: p.demo.App.PrivateKeyPKCS1}
	wanted := members{"partner_id": merchant.PartnerID, "public_key": p.demo.App.PublicKey}
	for name, value := range app {
		wanted[name] = value
	}
	var answer struct {
		AppID string `json:"app_id"`
	}
	if err := p.demo.post("/apps", wanted, &answer); err != nil {
		return shop{}, err
	}
	made.AppID = answer.AppID
	client, err := clientOf(p.demo, made, p.demo.GatewayURL)
	return shop{merchant.PartnerID, client}, err
}

func (p *products) buyer(change members) (string, error) {
	body := members{"name": "李四", "pay_password": "111111", "certified": true, "balance": "1000.00"}
	for name, value := range change {
		body[name] = value
	}
	var made buyer
	err := p.demo.post("/buyers", body, &made)
	return made.UserID, err
}

func (p *products) balance(userID string) (string, error) {
	var held struct {
		Balance string `json:"balance"`
	}
	err := p.demo.get("/buyers/"+userID, &held)
	return held.Balance, err
}

func (p *products) order(total string) alipay.TradePay {
	param := alipay.TradePay{}
	param.OutTradeNo = p.number()
	param.Subject = "苹果"
	param.TotalAmount = total
	return param
}

func (p *products) byCode(userID, total string) (alipay.TradePay, error) {
	param := p.order(total)
	param.Scene = "bar_code"
	code, err := p.demo.authCodeOf(userID)
	param.AuthCode = code
	return param, err
}

// pay sends a payment by the code of this buyer, as the caller changes it.
func (p *products) pay(sdk *alipay.Client, userID, total string, change func(*alipay.TradePay)) (*alipay.TradePayRsp, error) {
	param, err := p.byCode(userID, total)
	if err != nil {
		return nil, err
	}
	if change != nil {
		change(&param)
	}
	return sdk.TradePay(context.Background(), param)
}

func (p *products) coupon() error {
	coupon := members{"amount": "5.00", "funder": "PLATFORM", "min_amount": "10.00"}
	userID, err := p.buyer(members{"coupons": []members{coupon}})
	if err != nil {
		return err
	}
	s, err := p.open(faceToFace, "PLAIN", nil)
	if err != nil {
		return err
	}
	paid, err := p.pay(s.sdk, userID, "20.00", nil)
	if err != nil {
		return err
	}
	if err := first(
		success(paid.Error),
		equal("receipt_amount: the platform pays for its coupon", paid.ReceiptAmount, "20.00"),
		equal("buyer_pay_amount", paid.BuyerPayAmount, "15.00"),
		equal("bills", len(paid.FundBillList), 2),
		equal("vouchers", len(paid.VoucherDetailList), 1),
	); err != nil {
		return err
	}
	voucher := paid.VoucherDetailList[0]
	seen, err := s.sdk.TradeQuery(context.Background(),
		alipay.TradeQuery{TradeNo: paid.TradeNo, QueryOptions: []string{"voucher_detail_list"}})
	if err != nil {
		return err
	}
	again, err := p.pay(s.sdk, userID, "20.00", nil)
	if err != nil {
		return err
	}
	return first(
		equal("amount of the voucher", voucher.Amount, "5.00"),
		equal("other_contribute", voucher.OtherContribute, "5.00"),
		equal("vouchers in the query", len(seen.VoucherDetailList), 1),
		success(again.Error),
		equal("a coupon works once: buyer_pay_amount", again.BuyerPayAmount, "20.00"),
	)
}

func (p *products) instalments() error {
	userID, err := p.buyer(members{"balance": "0.00", "channels": members{"CREDIT_LINE": "5000.00"}})
	if err != nil {
		return err
	}
	s, err := p.open(faceToFace, "PLAIN", nil)
	if err != nil {
		return err
	}
	in := func(number string) func(*alipay.TradePay) {
		return func(param *alipay.TradePay) {
			param.ExtendParams = &alipay.ExtendParams{HBFQNum: number, HBFQSellerPercent: "0"}
		}
	}
	paid, err := p.pay(s.sdk, userID, "600.00", in("3"))
	if err != nil {
		return err
	}
	if err := first(success(paid.Error), equal("bills", len(paid.FundBillList), 1)); err != nil {
		return err
	}
	seen, err := s.sdk.TradeQuery(context.Background(),
		alipay.TradeQuery{TradeNo: paid.TradeNo, QueryOptions: []string{"hb_fq_pay_info"}})
	if err != nil {
		return err
	}
	odd, err := p.pay(s.sdk, userID, "600.00", in("5"))
	if err != nil {
		return err
	}
	return first(
		equal("fund_channel", paid.FundBillList[0].FundChannel, "PCREDIT"),
		equal("hb_fq_pay_info", seen.HBFQPayInfo != nil && seen.HBFQPayInfo.UserInstallNum == "3", true),
		equal("five instalments", odd.SubCode, "ACQ.INVALID_PARAMETER"),
	)
}

func (p *products) directPay() error {
	s, err := p.open(faceToFace, "DIRECT", nil)
	if err != nil {
		return err
	}
	owner, err := p.buyer(members{"balance": "0.00"})
	if err != nil {
		return err
	}
	userID, err := p.buyer(nil)
	if err != nil {
		return err
	}
	var sub struct {
		SMID string `json:"smid"`
	}
	account := members{"type": "userId", "value": owner, "certified": true}
	body := members{"owner": s.partnerID, "mode": "DIRECT", "settle_accounts": []members{account}}
	if err := p.demo.post("/sub-merchants", body, &sub); err != nil {
		return err
	}
	// the SDK carries both members as JSON text
	settled := func(amount string) func(*alipay.TradePay) {
		return func(param *alipay.TradePay) {
			param.SubMerchant = fmt.Sprintf(`{"merchant_id":%q}`, sub.SMID)
			param.SettleInfo = fmt.Sprintf(
				`{"settle_detail_infos":[{"trans_in_type":"userId","trans_in":%q,"amount":%q}]}`, owner, amount)
		}
	}
	wrong, err := p.pay(s.sdk, userID, "50.00", settled("49.99"))
	if err != nil {
		return err
	}
	paid, err := p.pay(s.sdk, userID, "50.00", settled("50.00"))
	if err != nil {
		return err
	}
	held, err := p.balance(owner)
	return first(
		equal("a settlement unlike the total", wrong.SubCode, "ACQ.ILLEGAL_ARGUMENT"),
		success(paid.Error),
		err,
		equal("the receipt less the fee of 0.6 %", held, "49.70"),
	)
}

func (p *products) agreement() error {
	userID, err := p.buyer(nil)
	if err != nil {
		return err
	}
	const product = "GENERAL_WITHHOLDING"
	s, err := p.open(product, "PLAIN", nil)
	if err != nil {
		return err
	}
	var clock struct {
		Now string `json:"now"`
	}
	if err := p.demo.get("/clock", &clock); err != nil {
		return err
	}
	var signed struct {
		AgreementNo string `json:"agreement_no"`
	}
	rule := members{"period_type": "DAY", "period": 7, "execute_time": clock.Now[:10], "single_amount": "10.00"}
	body := members{"user_id": userID, "partner_id": s.partnerID, "period_rule_params": rule}
	if err := p.demo.post("/agreements", body, &signed); err != nil {
		return err
	}
	deduct := func(total string) (string, error) {
		param := p.order(total)
		param.ProductCode = product
		param.AgreementParams = &alipay.AgreementParams{AgreementNo: signed.AgreementNo}
		answer, err := s.sdk.TradePay(context.Background(), param)
		if err != nil {
			return "", err
		}
		return string(answer.Code) + " " + answer.SubCode, nil
	}
	for _, step := range []struct{ total, answer string }{
		{"10.01", "40004 ACQ.CYCLE_PAY_SINGLE_FEE_EXCEED"},
		{"9.90", "10000 "},
		// the next plan is a week away
		{"9.90", "40004 ACQ.CYCLE_PAY_DATE_NOT_MATCH"},
	} {
		got, err := deduct(step.total)
		if err := first(err, equal("a deduction of "+step.total, got, step.answer)); err != nil {
			return err
		}
	}
	return nil
}

func (p *products) authorisation() error {
	userID, err := p.buyer(nil)
	if err != nil {
		return err
	}
	const product = "PREAUTH_PAY"
	s, err := p.open(product, "PLAIN", nil)
	if err != nil {
		return err
	}
	var frozen struct {
		AuthNo string `json:"auth_no"`
	}
	body := members{"user_id": userID, "partner_id": s.partnerID, "amount": "300.00", "product_code": product}
	if err := p.demo.post("/authorisations", body, &frozen); err != nil {
		return err
	}
	for _, step := range []struct{ total, mode, code string }{
		{"120.00", "NOT_COMPLETE", "10000"},
		{"180.01", "NOT_COMPLETE", "40004"},
		{"30.00", "COMPLETE", "10000"},
		{"1.00", "COMPLETE", "40004"},
	} {
		param := p.order(step.total)
		param.ProductCode = product
		param.AuthNo = frozen.AuthNo
		param.AuthConfirmMode = step.mode
		answer, err := s.sdk.TradePay(context.Background(), param)
		if err != nil {
			return err
		}
		if err := equal("a payment of "+step.total+" "+answer.SubCode, string(answer.Code), step.code); err != nil {
			return err
		}
	}
	held, err := p.balance(userID)
	return first(err, equal("COMPLETE gives the rest back", held, "850.00"))
}

func (p *products) openID() error {
	s, err := p.open(faceToFace, "PLAIN", members{"open_id_mode": true})
	if err != nil {
		return err
	}
	userID, err := p.buyer(nil)
	if err != nil {
		return err
	}
	param, err := p.byCode(userID, "1.00")
	if err != nil {
		return err
	}
	param.NotifyURL = p.receiver.url()
	// the SDK's own answer has no member for open ids
	var paid struct {
		alipay.TradePayRsp
		BuyerOpenID string `json:"buyer_open_id"`
	}
	if err := s.sdk.Request(context.Background(), param, &paid); err != nil {
		return err
	}
	told, err := p.receiver.first(param.OutTradeNo)
	if err != nil {
		return err
	}
	if err := first(
		success(paid.Error),
		equal("buyer_user_id", paid.BuyerUserId, ""),
		s.sdk.VerifySign(told),
		equal("buyer_open_id", told.Get("buyer_open_id"), paid.BuyerOpenID),
		equal("buyer_id", told.Get("buyer_id"), ""),
	); err != nil {
		return err
	}
	create := func(openID, userID string) (string, error) {
		param := alipay.TradeCreate{BuyerOpenId: openID, BuyerId: userID}
		param.OutTradeNo, param.Subject, param.TotalAmount = p.number(), "苹果", "1.00"
		made, err := s.sdk.TradeCreate(context.Background(), param)
		if err != nil {
			return "", err
		}
		return string(made.Code) + " " + made.SubCode, nil
	}
	byOpenID, err := create(paid.BuyerOpenID, "")
	if err != nil {
		return err
	}
	byUserID, err := create("", userID)
	return first(
		err,
		equal("by open id", byOpenID, "10000 "),
		equal("by user id", byUserID, "40004 ACQ.BUYER_NOT_EXIST"),
	)
}

func (p *products) provider() error {
	sdk, err := clientOf(p.demo, p.demo.ISVApp, p.demo.GatewayURL)
	if err != nil {
		return err
	}
	userID := p.demo.Buyers[0].UserID
	paid, err := p.pay(sdk, userID, "2.00", func(param *alipay.TradePay) {
		param.AppAuthToken = p.demo.ISVApp.AppAuthToken
		param.NotifyURL = p.receiver.url()
	})
	if err != nil {
		return err
	}
	if err := success(paid.Error); err != nil {
		return err
	}
	told, err := p.receiver.first(paid.OutTradeNo)
	if err != nil {
		return err
	}
	own, err := newClient(p.demo, p.demo.GatewayURL)
	if err != nil {
		return err
	}
	seen, err := own.TradeQuery(context.Background(), alipay.TradeQuery{OutTradeNo: paid.OutTradeNo})
	if err != nil {
		return err
	}
	refused, err := p.pay(sdk, userID, "2.00", func(param *alipay.TradePay) { param.AppAuthToken = "nobody" })
	if err != nil {
		return err
	}
	text, err := json.Marshal(refused)
	return first(
		err,
		sdk.VerifySign(told),
		equal("app_id", told.Get("app_id"), p.demo.ISVApp.AppID),
		equal("auth_app_id", told.Get("auth_app_id"), p.demo.App.AppID),
		equal("seller_id", told.Get("seller_id"), p.demo.Merchant.PartnerID),
		equal("it is the merchant's own trade", seen.TradeNo, paid.TradeNo),
		equal("the refusal of "+string(text), strings.Contains(refused.SubCode, "invalid-app-auth-token"), true),
	)
}
