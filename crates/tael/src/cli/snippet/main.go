package main

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/smartwalle/alipay/v3"
)

func main() {
	client, err := alipay.New(
		"@@/app/app_id@@",
		"@@/app/private_key_pkcs1@@",
		false,
		alipay.WithSandboxGateway("@@/gateway_url@@"),
	)
	if err != nil {
		log.Fatal(err)
	}
	if err := client.LoadAliPayPublicKey("@@/platform/public_key@@"); err != nil {
		log.Fatal(err)
	}

	var order alipay.TradeCreate
	order.OutTradeNo = fmt.Sprintf("order_%d", time.Now().UnixNano())
	order.TotalAmount = "88.88"
	order.Subject = "Tea"
	order.BuyerId = "@@/buyers/0/user_id@@"
	result, err := client.TradeCreate(context.Background(), order)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", result)
}
