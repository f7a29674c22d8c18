import http from 'node:http';
import sinch from '@sinch/sdk-core';

const PATIENCE = 60_000;

/** Where callbacks are posted to: read by the SDK's own parser, kept in the order in which they came. */
export class Receiver {
  heard = [];
  #waiting = [];
  #parser = new sinch.SmsCallbackWebhooks();
  #server = http.createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const event = this.#parser.parseEvent(Buffer.concat(parts).toString());
    response.writeHead(200).end();
    this.heard.push(event);
    this.#waiting = this.#waiting.filter((wish) => !wish(event));
  });

  static async open() {
    const receiver = new Receiver();
    await new Promise((opened) => receiver.#server.listen(0, '127.0.0.1', opened));
    receiver.url = `http://127.0.0.1:${receiver.#server.address().port}/callbacks`;
    return receiver;
  }

  /** The first callback that fits, come or to come. */
  next(fits) {
    const before = this.heard.find(fits);
    if (before) return before;
    return new Promise((found, failed) => {
      const late = setTimeout(() => failed(new Error(`No such callback came. Heard: ${JSON.stringify(this.heard)}`)), PATIENCE);
      this.#waiting.push((event) => {
        if (!fits(event)) return false;
        clearTimeout(late);
        found(event);
        return true;
      });
    });
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
