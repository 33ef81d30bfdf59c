package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
)

// demoWorld is what the suite uses of demo.json.
type demoWorld struct {
	GatewayURL string `json:"gateway_url"`
	Control    struct {
		URL   string `json:"url"`
		Token string `json:"token"`
	} `json:"control"`
	App      application `json:"app"`
	ISVApp   application `json:"isv_app"`
	Platform struct {
		PublicKey string `json:"public_key"`
	} `json:"platform"`
	Merchant struct {
		PartnerID string `json:"partner_id"`
	} `json:"merchant"`
	MiniProgram struct {
		AppID string `json:"app_id"`
	} `json:"mini_program"`
	Buyers []buyer `json:"buyers"`
}

type application struct {
	AppID           string `json:"app_id"`
	PrivateKeyPKCS1 string `json:"private_key_pkcs1"`
	PublicKey       string `json:"public_key"`
	AppAuthToken    string `json:"app_auth_token"`
}

type buyer struct {
	UserID      string `json:"user_id"`
	PayPassword string `json:"pay_password"`
}

func readDemo(path string) (*demoWorld, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	demo := &demoWorld{}
	if err := json.Unmarshal(text, demo); err != nil {
		return nil, err
	}
	if len(demo.Buyers) == 0 {
		return nil, fmt.Errorf("%s names no buyer", path)
	}
	return demo, nil
}

// post sends body to a path of the control API and decodes the answer.
func (d *demoWorld) post(path string, body, answer any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return d.send(http.MethodPost, path, bytes.NewReader(text), answer)
}

// get reads a path of the control API.
func (d *demoWorld) get(path string, answer any) error {
	return d.send(http.MethodGet, path, nil, answer)
}

func (d *demoWorld) send(method, path string, body io.Reader, answer any) error {
	request, err := http.NewRequest(method, d.Control.URL+path, body)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+d.Control.Token)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	received, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode >= 300 {
		return fmt.Errorf("%s %s answered %d: %s", method, path, response.StatusCode, received)
	}
	return json.Unmarshal(received, answer)
}

// pay is the buyer pressing "pay" in the cashier.
func (d *demoWorld) pay(tradeNo string) error {
	var paid struct {
		TradeNo     string `json:"trade_no"`
		TradeStatus string `json:"trade_status"`
	}
	b := d.Buyers[0]
	body := map[string]string{"buyer_id": b.UserID, "pay_password": b.PayPassword}
	if err := d.post("/trades/"+tradeNo+"/pay", body, &paid); err != nil {
		return err
	}
	return first(
		equal("trade_no", paid.TradeNo, tradeNo),
		equal("trade_status", paid.TradeStatus, "TRADE_SUCCESS"),
	)
}

// authCode is the payment code that the rich buyer's phone shows now.
func (d *demoWorld) authCode() (string, error) {
	return d.authCodeOf(d.Buyers[0].UserID)
}

// authCodeOf is the payment code that a buyer's phone shows now.
func (d *demoWorld) authCodeOf(userID string) (string, error) {
	var shown struct {
		AuthCode string `json:"auth_code"`
	}
	body := map[string]string{"scene": "bar_code"}
	err := d.post("/buyers/"+userID+"/auth-codes", body, &shown)
	return shown.AuthCode, err
}

// advance moves the world's clock; it answers when nothing due is left, deliveries included.
func (d *demoWorld) advance(seconds int) error {
	var answer map[string]any
	return d.post("/clock/advance", map[string]int{"seconds": seconds}, &answer)
}
