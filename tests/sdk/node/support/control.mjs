// The control API of Tael: what the buyer does on the phone, and the world's clock.

/** A client of `control` in demo.json. */
export class Control {
  #url;
  #token;

  constructor({ url, token }) {
    this.#url = url;
    this.#token = token;
  }

  /** POSTs `body` to `path`; gives the answer's members or throws with the answer's text. */
  post(path, body) {
    return this.#send('POST', path, JSON.stringify(body));
  }

  /** GETs `path`, likewise. */
  get(path) {
    return this.#send('GET', path);
  }

  async #send(method, path, body) {
    const response = await fetch(this.#url + path, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      body,
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text);
  }

  /** The buyer presses "pay" in the cashier. */
  pay(tradeNo, buyer) {
    return this.post(`/trades/${tradeNo}/pay`, {
      buyer_id: buyer.user_id,
      pay_password: buyer.pay_password,
    });
  }

  /** The payment code that the buyer's phone shows now. */
  async authCode(buyer) {
    const answer = await this.post(`/buyers/${buyer.user_id}/auth-codes`, { scene: 'bar_code' });
    return answer.auth_code;
  }

  /** Moves the world's clock; answers when nothing due is left, deliveries included. */
  advance(seconds) {
    return this.post('/clock/advance', { seconds });
  }
}
