// The story: log in, look, order, the same order again, paid, told, mailed; then a card that declines; log out.
import { check } from 'k6';
import { Trend } from 'k6/metrics';
import { call } from './lib/door.js';
import { awaitEnd, basket, key, mine, until } from './lib/journeys.js';
import * as mailbox from './lib/mailbox.js';
import { farewell, invite, SETUP_TIMEOUT } from './lib/people.js';
import { CUSTOMERS, paced } from './lib/shape.js';
import { mailed, objectives } from './lib/slo.js';

// A log-in costs 50 ms of a core, for Argon2: faster would measure that.
const STORIES_PER_MINUTE = 30;
const MINUTES = 1;

/** From the answer to the order until its mail is there. */
const orderMailed = new Trend('order_mailed', true);

export const options = {
  setupTimeout: SETUP_TIMEOUT,
  scenarios: { story: paced('story', STORIES_PER_MINUTE, MINUTES) },
  thresholds: { ...objectives(), ...mailed() },
};

export function setup() {
  return invite(CUSTOMERS, 3 * STORIES_PER_MINUTE * MINUTES);
}

export function story(data) {
  const { email, password } = mine(data.people);
  const loggedIn = call('logIn', { body: { email, password } });
  if (loggedIn.status !== 200) return;
  const token = loggedIn.json('token');

  const id = mine(data.products);
  call('products', { query: '?limit=20' });
  call('product', { path: { id } });
  paid(data, token, email);
  declined(data, token);
  call('logOut', { token, expect: [204] });
  call('me', { token, expect: [401] });
}

function paid({ run, mailbox: kind, products }, token, email) {
  const wish = { token, body: basket(products, false), key: key(run, '-paid'), expect: [201] };
  const placed = call('placeOrder', wish);
  if (placed.status !== 201) return;
  const begin = Date.now();
  const again = call('placeOrder', wish);
  check(again, {
    'the same key is answered with the same bytes': (r) => r.body === placed.body,
    'and says that it is a replay': (r) => r.headers['Idempotency-Replayed'] === 'true',
  });
  const id = placed.json('id');
  const order = awaitEnd(token, id, false, begin);
  if (order) {
    const payment = call('payment', { token, path: { id: order.json('paymentId') } });
    check(payment, {
      'the payment is this order\'s': (r) => r.json('orderId') === id,
      'the payment has succeeded': (r) => r.json('status') === 'SUCCEEDED',
      'all of it was captured': (r) => r.json('captured.amount') === order.json('total.amount'),
    });
  }
  if (kind) {
    const mail = until(begin, () => ({ status: 200, here: mailbox.hasSubject(kind, email, id) }), (seen) => seen.here);
    orderMailed.add(Date.now() - begin);
    check(mail, { 'the mail names the order': (m) => m !== null });
  }
}

function declined({ run, products }, token) {
  const wish = { token, body: basket(products, true), key: key(run, '-declined'), expect: [201] };
  const placed = call('placeOrder', wish);
  if (placed.status !== 201) return;
  const order = awaitEnd(token, placed.json('id'), true);
  check(order, { 'the decline has its code': (o) => o !== null && o.json('declineCode') === 'generic_decline' });
}

export { farewell as teardown };
