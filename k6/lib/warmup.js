// The journeys once more, but before the load and outside its figures.
import { fail, sleep } from 'k6';
import { prepare } from './door.js';
import { LONGEST_WAIT_MILLIS } from './slo.js';

export function walk({ people, products }, round) {
  const { token } = people[round % people.length];
  const id = products[round % products.length];
  prepare('products', { query: '?limit=20' });
  prepare('product', { path: { id } });
  prepare('stock', { path: { id } });
  prepare('orders', { token, query: '?limit=5' });
  prepare('notifications', { token, query: '?limit=20' });
  prepare('unreadCount', { token });
}

/** A few orders, to their end: the whole way through the services is awake. */
export function placeAndWait({ run, people, products }) {
  const { token } = people[0];
  const ids = products.slice(0, 5).map((productId, i) =>
    prepare('placeOrder', {
      token,
      body: { items: [{ productId, quantity: 1 }], paymentMethod: 'pm_card_visa' },
      key: `k6-${run}-warm-up-${i}`,
      expect: [201],
    }).json('id'));
  const until = Date.now() + LONGEST_WAIT_MILLIS;
  while (!ids.every((id) => prepare('order', { token, path: { id } }).json('status') === 'PAID')) {
    if (Date.now() > until) fail(`The first orders are not paid after ${LONGEST_WAIT_MILLIS} ms`);
    sleep(0.2);
  }
}
