package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"sync"
	"time"

	"github.com/smartwalle/alipay/v3"
)

const deadline = 20 * time.Second

// receiver is the merchant's notify_url: it answers `success` and keeps what came, by out_trade_no.
type receiver struct {
	server   *httptest.Server
	mu       sync.Mutex
	received map[string][]url.Values
	arrived  map[string]chan struct{}
}

func newReceiver() *receiver {
	r := &receiver{received: map[string][]url.Values{}, arrived: map[string]chan struct{}{}}
	r.server = httptest.NewServer(http.HandlerFunc(r.take))
	return r
}

func (r *receiver) url() string { return r.server.URL + "/notify" }

func (r *receiver) take(w http.ResponseWriter, request *http.Request) {
	if err := request.ParseForm(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	alipay.ACKNotification(w)
	number := request.PostForm.Get("out_trade_no")
	r.mu.Lock()
	defer r.mu.Unlock()
	r.received[number] = append(r.received[number], request.PostForm)
	if len(r.received[number]) == 1 {
		close(r.arrival(number))
	}
}

// arrival is closed with the first notification about an order; the caller holds the lock.
func (r *receiver) arrival(number string) chan struct{} {
	if r.arrived[number] == nil {
		r.arrived[number] = make(chan struct{})
	}
	return r.arrived[number]
}

// about gives all notifications about this order so far.
func (r *receiver) about(number string) []url.Values {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.received[number]
}

// first gives the first notification about this order, waiting for it until the deadline.
func (r *receiver) first(number string) (url.Values, error) {
	r.mu.Lock()
	arrival := r.arrival(number)
	r.mu.Unlock()
	select {
	case <-arrival:
		return r.about(number)[0], nil
	case <-time.After(deadline):
		return nil, fmt.Errorf("no notification about %s in %s", number, deadline)
	}
}

// proxy forwards every call to the gateway; damage turns the body of an answer into another.
type proxy struct {
	server    *httptest.Server
	url       string
	damage    func([]byte) ([]byte, error)
	forwarded int
}

func newProxy(gatewayURL string) (*proxy, error) {
	gateway, err := url.Parse(gatewayURL)
	if err != nil {
		return nil, err
	}
	p := &proxy{}
	forward := &httputil.ReverseProxy{
		Rewrite: func(request *httputil.ProxyRequest) {
			request.Out.URL.Scheme = gateway.Scheme
			request.Out.URL.Host = gateway.Host
			request.Out.Host = gateway.Host
			// the body is read as bytes, so it must come as it is
			request.Out.Header.Set("Accept-Encoding", "identity")
		},
		ModifyResponse: p.pass,
	}
	p.server = httptest.NewServer(forward)
	p.url = p.server.URL + gateway.Path
	return p, nil
}

func (p *proxy) pass(answer *http.Response) error {
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	answer.Body.Close()
	if p.damage != nil {
		if body, err = p.damage(body); err != nil {
			return err
		}
	}
	p.forwarded++
	answer.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}

var tradeNumber = regexp.MustCompile(`"trade_no":"\d+"`)

// flipTradeNo changes the last digit of the answer's trade_no and nothing else: one byte, and still JSON.
func flipTradeNo(body []byte) ([]byte, error) {
	found := tradeNumber.FindIndex(body)
	if found == nil {
		return nil, fmt.Errorf("the answer names no trade_no: %s", body)
	}
	flipped := bytes.Clone(body)
	last := &flipped[found[1]-2]
	*last = '0' + (*last-'0'+1)%10
	if !json.Valid(flipped) {
		return nil, fmt.Errorf("the damaged answer is not JSON: %s", flipped)
	}
	return flipped, nil
}
