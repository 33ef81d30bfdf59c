// Loopback HTTP servers of the suite: the receiver of notifications and the proxy that may damage an answer.

import { createServer } from 'node:http';
import { once } from 'node:events';

const DEADLINE_MS = 20_000;

async function bodyOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function listen(server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${server.address().port}`;
}

function close(server) {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  return closed;
}

/** The merchant's notify_url: answers `success` and keeps what came, by out_trade_no. */
export class Receiver {
  #received = new Map();
  #waiting = new Map();
  #server = createServer((request, response) => this.#take(request, response));

  async open() {
    this.url = `${await listen(this.#server)}/notify`;
    return this;
  }

  close() {
    return close(this.#server);
  }

  /** All notifications about this order so far. */
  about(outTradeNo) {
    return this.#received.get(outTradeNo) ?? [];
  }

  /** The first notification about this order, waiting for it until the deadline. */
  async first(outTradeNo) {
    if (this.about(outTradeNo).length > 0) return this.about(outTradeNo)[0];
    let timer;
    const arrival = new Promise((resolve, reject) => {
      this.#waiting.set(outTradeNo, resolve);
      timer = setTimeout(
        () => reject(new Error(`no notification about ${outTradeNo} in ${DEADLINE_MS} ms`)),
        DEADLINE_MS,
      );
    });
    try {
      return await arrival;
    } finally {
      clearTimeout(timer);
    }
  }

  async #take(request, response) {
    const parameters = Object.fromEntries(new URLSearchParams((await bodyOf(request)).toString('utf8')));
    const notification = { method: request.method, contentType: request.headers['content-type'], parameters };
    const key = parameters.out_trade_no;
    this.#received.set(key, [...this.about(key), notification]);
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.end('success');
    this.#waiting.get(key)?.(notification);
    this.#waiting.delete(key);
  }
}

/** Forwards every call to the gateway; `damage` turns the body of an answer into another. */
export class Proxy {
  #gateway;
  #server = createServer((request, response) => this.#forward(request, response));

  /** What is done to the body of an answer (a string of Latin-1 units, one for each byte). */
  damage = (body) => body;
  /** How many answers went through. */
  forwarded = 0;

  constructor(gatewayUrl) {
    this.#gateway = new URL(gatewayUrl);
  }

  async open() {
    this.url = `${await listen(this.#server)}${this.#gateway.pathname}`;
    return this;
  }

  close() {
    return close(this.#server);
  }

  async #forward(request, response) {
    try {
      const target = new URL(request.url, this.#gateway);
      const answer = await fetch(target, {
        method: request.method,
        headers: { 'content-type': request.headers['content-type'] },
        body: await bodyOf(request),
      });
      const body = Buffer.from(await answer.arrayBuffer()).toString('latin1');
      const sent = this.damage(body);
      this.forwarded += 1;
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') });
      response.end(Buffer.from(sent, 'latin1'));
    } catch (error) {
      response.writeHead(502);
      response.end(String(error));
    }
  }
}

/** Changes the last digit of the answer's trade_no and nothing else: one byte, and still JSON. */
export function flipTradeNo(body) {
  const flipped = body.replace(
    /("trade_no":"\d*)(\d)"/,
    (_, head, digit) => `${head}${(Number(digit) + 1) % 10}"`,
  );
  if (flipped === body) throw new Error(`the answer names no trade_no: ${body}`);
  JSON.parse(Buffer.from(flipped, 'latin1').toString('utf8'));
  return flipped;
}
