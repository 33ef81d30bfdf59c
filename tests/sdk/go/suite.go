// The most used Alipay SDK for Go buys from Tael. TAEL_DEMO names the demo.json of a running gateway.
package main

import (
	"context"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/smartwalle/alipay/v3"
)

const (
	subject = "大乐透 2 注 + 3D & 50% 中文"
	body    = `a+b & c=d % %41 "引号" <中文> \ /`
)

var (
	tradeNoShape = regexp.MustCompile(`^\d{28}$`)
	timeShape    = regexp.MustCompile(`^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$`)
)

// purchase holds the merchant's program and what earlier checks bought, which later ones look back on.
type purchase struct {
	demo     *demoWorld
	receiver *receiver
	proxy    *proxy
	sdk      *alipay.Client
	proxied  *alipay.Client
	orders   int
	plain    order
	usedCode string
}

type order struct {
	number, tradeNo string
}

// newClient sets the SDK up as its README does; only the gateway's URL differs from the sandbox.
func newClient(demo *demoWorld, gateway string) (*alipay.Client, error) {
	return clientOf(demo, demo.App, gateway)
}

func clientOf(demo *demoWorld, app application, gateway string) (*alipay.Client, error) {
	client, err := alipay.New(app.AppID, app.PrivateKeyPKCS1, false, alipay.WithSandboxGateway(gateway))
	if err != nil {
		return nil, err
	}
	return client, client.LoadAliPayPublicKey(demo.Platform.PublicKey)
}

func (p *purchase) orderNumber() string {
	p.orders++
	return fmt.Sprintf("go_%d_%d_%d", os.Getpid(), time.Now().UnixNano(), p.orders)
}

func success(e alipay.Error) error {
	return first(
		equal("code (sub_code "+e.SubCode+", "+e.SubMsg+")", e.Code, alipay.CodeSuccess),
		equal("msg", e.Msg, "Success"),
		equal("sub_code", e.SubCode, ""),
	)
}

func refused(e alipay.Error, subCode, subMsg string) error {
	return first(
		equal("code", e.Code, alipay.CodeBusinessFailed),
		equal("msg", e.Msg, "Business Failed"),
		equal("sub_code", e.SubCode, subCode),
		equal("sub_msg", e.SubMsg, subMsg),
	)
}

// create makes an order; the caller sets what is special about it.
func (p *purchase) create(param alipay.TradeCreate) (order, error) {
	number := p.orderNumber()
	param.OutTradeNo = number
	param.Subject = subject
	param.Body = body
	param.BuyerId = p.demo.Buyers[0].UserID
	param.NotifyURL = p.receiver.url()
	result, err := p.sdk.TradeCreate(context.Background(), param)
	if err != nil {
		return order{}, err
	}
	return order{number, result.TradeNo}, first(
		success(result.Error),
		equal("out_trade_no", result.OutTradeNo, number),
		equal("28 digits of trade_no "+result.TradeNo, tradeNoShape.MatchString(result.TradeNo), true),
	)
}

func (p *purchase) query(client *alipay.Client, param alipay.TradeQuery) (*alipay.TradeQueryRsp, error) {
	return client.TradeQuery(context.Background(), param)
}

// expectPaid queries an order that was paid in full from the balance.
func (p *purchase) expectPaid(client *alipay.Client, param alipay.TradeQuery, o order, total string) error {
	result, err := p.query(client, param)
	if err != nil {
		return err
	}
	return first(
		success(result.Error),
		equal("trade_status", result.TradeStatus, alipay.TradeStatusSuccess),
		equal("trade_no", result.TradeNo, o.tradeNo),
		equal("out_trade_no", result.OutTradeNo, o.number),
		equal("buyer_user_id", result.BuyerUserId, p.demo.Buyers[0].UserID),
		equal("total_amount", result.TotalAmount, total),
		equal("buyer_pay_amount", result.BuyerPayAmount, total),
		equal("receipt_amount", result.ReceiptAmount, total),
		equal("invoice_amount", result.InvoiceAmount, total),
		equal("point_amount", result.PointAmount, "0.00"),
		equal("send_pay_date "+result.SendPayDate, timeShape.MatchString(result.SendPayDate), true),
	)
}

func (p *purchase) plainCreate() (err error) {
	param := alipay.TradeCreate{}
	param.TotalAmount = "88.88"
	if p.plain, err = p.create(param); err != nil {
		return err
	}
	before, err := p.query(p.sdk, alipay.TradeQuery{TradeNo: p.plain.tradeNo})
	if err != nil {
		return err
	}
	if err := first(
		success(before.Error),
		equal("trade_status", before.TradeStatus, alipay.TradeStatusWaitBuyerPay),
		equal("total_amount", before.TotalAmount, "88.88"),
		equal("receipt_amount", before.ReceiptAmount, "0.00"),
	); err != nil {
		return err
	}
	if err := p.demo.pay(p.plain.tradeNo); err != nil {
		return err
	}
	return p.expectPaid(p.sdk, alipay.TradeQuery{OutTradeNo: p.plain.number}, p.plain, "88.88")
}

func (p *purchase) jsapiCreate() error {
	param := alipay.TradeCreate{OpAppId: p.demo.MiniProgram.AppID}
	param.TotalAmount = "0.01"
	param.ProductCode = "JSAPI_PAY"
	o, err := p.create(param)
	if err != nil {
		return err
	}
	if err := p.demo.pay(o.tradeNo); err != nil {
		return err
	}
	return p.expectPaid(p.sdk, alipay.TradeQuery{TradeNo: o.tradeNo}, o, "0.01")
}

// payWith sends a trade.pay with this payment code.
func (p *purchase) payWith(number, code string) (*alipay.TradePayRsp, error) {
	param := alipay.TradePay{Scene: "bar_code", AuthCode: code}
	param.OutTradeNo = number
	param.Subject = subject
	param.TotalAmount = "12.30"
	return p.sdk.TradePay(context.Background(), param)
}

func (p *purchase) payWithCode() (err error) {
	if p.usedCode, err = p.demo.authCode(); err != nil {
		return err
	}
	number := p.orderNumber()
	result, err := p.payWith(number, p.usedCode)
	if err != nil {
		return err
	}
	if err := first(
		success(result.Error),
		equal("out_trade_no", result.OutTradeNo, number),
		equal("buyer_user_id", result.BuyerUserId, p.demo.Buyers[0].UserID),
		equal("total_amount", result.TotalAmount, "12.30"),
		equal("buyer_pay_amount", result.BuyerPayAmount, "12.30"),
		equal("receipt_amount", result.ReceiptAmount, "12.30"),
		equal("gmt_payment "+result.GmtPayment, timeShape.MatchString(result.GmtPayment), true),
		equal("entries of fund_bill_list", len(result.FundBillList), 1),
	); err != nil {
		return err
	}
	if err := first(
		equal("fund_channel", result.FundBillList[0].FundChannel, "ALIPAYACCOUNT"),
		equal("amount", result.FundBillList[0].Amount, "12.30"),
	); err != nil {
		return err
	}
	o := order{number, result.TradeNo}
	return p.expectPaid(p.sdk, alipay.TradeQuery{TradeNo: o.tradeNo}, o, "12.30")
}

// A signed refusal comes back as a result without an error of Go.

func (p *purchase) unknownTrade() error {
	result, err := p.query(p.sdk, alipay.TradeQuery{OutTradeNo: p.orderNumber()})
	if err != nil {
		return err
	}
	return refused(result.Error, "ACQ.TRADE_NOT_EXIST", "交易不存在")
}

func (p *purchase) usedPaymentCode() error {
	if p.usedCode == "" {
		return errors.New("the payment before did not get a code")
	}
	result, err := p.payWith(p.orderNumber(), p.usedCode)
	if err != nil {
		return err
	}
	return refused(result.Error, "ACQ.PAYMENT_AUTH_CODE_INVALID", "支付授权码无效")
}

func (p *purchase) missingSubject() error {
	param := alipay.TradeCreate{BuyerId: p.demo.Buyers[0].UserID}
	param.OutTradeNo = p.orderNumber()
	param.TotalAmount = "1.00"
	result, err := p.sdk.TradeCreate(context.Background(), param)
	if err != nil {
		return err
	}
	named := strings.HasPrefix(result.SubMsg, "参数无效") && strings.Contains(result.SubMsg, "subject")
	return first(
		refused(result.Error, "ACQ.INVALID_PARAMETER", result.SubMsg),
		equal("the subject named in "+result.SubMsg, named, true),
	)
}

func (p *purchase) notification() error {
	values, err := p.receiver.first(p.plain.number)
	if err != nil {
		return err
	}
	got, err := p.sdk.DecodeNotification(values)
	if err != nil {
		return fmt.Errorf("DecodeNotification: %w", err)
	}
	for name := range values {
		if values.Get(name) == "" {
			return fmt.Errorf("%s is empty", name)
		}
	}
	var bills []map[string]string
	if err := json.Unmarshal([]byte(got.FundBillList), &bills); err != nil {
		return fmt.Errorf("fund_bill_list: %w", err)
	}
	return first(
		equal("subject", got.Subject, subject),
		equal("body", got.Body, body),
		equal("notify_type", got.NotifyType, alipay.NotifyTypeTradeStatusSync),
		equal("trade_status", got.TradeStatus, alipay.TradeStatusSuccess),
		equal("trade_no", got.TradeNo, p.plain.tradeNo),
		equal("total_amount", got.TotalAmount, "88.88"),
		equal("app_id", got.AppId, p.demo.App.AppID),
		equal("seller_id", got.SellerId, p.demo.Merchant.PartnerID),
		equal("buyer_id", got.BuyerId, p.demo.Buyers[0].UserID),
		equal("fund_bill_list", fmt.Sprint(bills), "[map[amount:88.88 fundChannel:ALIPAYACCOUNT]]"),
	)
}

func (p *purchase) changedNotification() error {
	received, err := p.receiver.first(p.plain.number)
	if err != nil {
		return err
	}
	changed := url.Values{}
	for name, values := range received {
		changed[name] = values
	}
	changed.Set("total_amount", "88.89")
	if err := p.sdk.VerifySign(changed); !errors.Is(err, rsa.ErrVerification) {
		return fmt.Errorf("expected a verification error, got %v", err)
	}
	return nil
}

func (p *purchase) proxyUntouched() error {
	return first(
		p.expectPaid(p.proxied, alipay.TradeQuery{TradeNo: p.plain.tradeNo}, p.plain, "88.88"),
		equal("answers through the proxy", p.proxy.forwarded, 1),
	)
}

func (p *purchase) proxyFlipped() error {
	p.proxy.damage = flipTradeNo
	defer func() { p.proxy.damage = nil }()
	_, err := p.query(p.proxied, alipay.TradeQuery{TradeNo: p.plain.tradeNo})
	if !errors.Is(err, rsa.ErrVerification) {
		return fmt.Errorf("expected a verification error, got %v", err)
	}
	return equal("answers through the proxy", p.proxy.forwarded, 2)
}

func (p *purchase) withoutProxy() error {
	return p.expectPaid(p.sdk, alipay.TradeQuery{TradeNo: p.plain.tradeNo}, p.plain, "88.88")
}

func (p *purchase) notSentAgain() error {
	if err := p.demo.advance(25 * 3600); err != nil {
		return err
	}
	return equal("notifications", len(p.receiver.about(p.plain.number)), 1)
}

func (p *purchase) run() int {
	c := &checks{}
	c.check("trade.create without product_code, paid by the buyer, seen by trade.query", p.plainCreate)
	c.check("trade.create with JSAPI_PAY in the mini program, paid by the buyer, seen by trade.query", p.jsapiCreate)
	c.check("trade.pay with the payment code of the phone", p.payWithCode)
	c.check("refusal: an unknown trade is ACQ.TRADE_NOT_EXIST", p.unknownTrade)
	c.check("refusal: a used payment code is ACQ.PAYMENT_AUTH_CODE_INVALID", p.usedPaymentCode)
	c.check("refusal: a missing subject is ACQ.INVALID_PARAMETER", p.missingSubject)
	c.check("the notification is verified by DecodeNotification, its text intact", p.notification)
	c.check("a changed notification does not verify", p.changedNotification)
	(&products{demo: p.demo, receiver: p.receiver, number: p.orderNumber}).run(c)
	c.check("through the proxy an untouched answer passes the verification", p.proxyUntouched)
	c.check("one flipped byte makes the SDK refuse the answer", p.proxyFlipped)
	c.check("the same call without the proxy passes", p.withoutProxy)
	c.check("a notification answered with success is not sent again", p.notSentAgain)
	return c.finish()
}

func setUp() (*purchase, error) {
	path := os.Getenv("TAEL_DEMO")
	if path == "" {
		return nil, errors.New("TAEL_DEMO must name the demo.json of a running gateway")
	}
	demo, err := readDemo(path)
	if err != nil {
		return nil, err
	}
	p := &purchase{demo: demo, receiver: newReceiver()}
	if p.proxy, err = newProxy(demo.GatewayURL); err != nil {
		return nil, err
	}
	if p.sdk, err = newClient(demo, demo.GatewayURL); err != nil {
		return nil, err
	}
	p.proxied, err = newClient(demo, p.proxy.url)
	return p, err
}

func main() {
	p, err := setUp()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	code := p.run()
	p.receiver.server.Close()
	p.proxy.server.Close()
	os.Exit(code)
}
