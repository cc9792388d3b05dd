// What customers do. Each is one iteration; how many begin in a second is the scenario's.
import exec from 'k6/execution';
import { check, sleep } from 'k6';
import { Counter, Trend } from 'k6/metrics';
import { call } from './door.js';
import { LONGEST_WAIT_MILLIS } from './slo.js';

// Every tenth card declines.
const DECLINING = 10;
// The longest pause between two looks at an order: the figure is too high by half of it, never too low.
const LONGEST_PAUSE_SECONDS = 0.5;

/** From the answer to the order until it has its end and its customer was told; whoever waits in vain counts as long as he waited. */
const orderTold = new Trend('order_told', true);
const ordersEnded = new Counter('orders_ended');

/** Looks around: a list, a product, its stock, own orders, the bell. */
export function browse({ people, products }) {
  const { token } = mine(people);
  const id = mine(products);
  call('products', { query: '?limit=20' });
  sleep(think());
  call('product', { path: { id } });
  call('stock', { path: { id } });
  sleep(think());
  call('orders', { token, query: '?limit=5' });
  call('unreadCount', { token });
}

/** Orders, and waits until it is paid (or declined) and told. */
export function buy({ run, people, products }) {
  const { token } = mine(people);
  const declines = exec.scenario.iterationInTest % DECLINING === DECLINING - 1;
  const answer = call('placeOrder', { token, body: basket(products, declines), key: key(run), expect: [201] });
  if (answer.status === 201) awaitEnd(token, answer.json('id'), declines);
}

/** Returns the order as it ended; null where that took too long. */
export function awaitEnd(token, id, declines, begin = Date.now()) {
  const wanted = declines ? 'PAYMENT_FAILED' : 'PAID';
  const order = until(begin, () => call('order', { token, path: { id } }), (seen) => seen.json('status') === wanted);
  const type = declines ? 'order.payment-failed' : 'order.paid';
  const told = until(begin, () => call('notifications', { token, query: '?limit=50' }), (seen) =>
    seen.json('items').some((item) => item.type === type && item.data.orderId === id));
  orderTold.add(Date.now() - begin, { outcome: declines ? 'declined' : 'paid' });
  const both = check(null, { 'an order has its end, and its customer was told': () => order !== null && told !== null });
  if (both) ordersEnded.add(1);
  return order;
}

/** Looks until it sees it; null where that took too long. */
export function until(begin, look, seen) {
  for (let pause = 0.1; Date.now() - begin < LONGEST_WAIT_MILLIS; pause = Math.min(pause * 1.5, LONGEST_PAUSE_SECONDS)) {
    const answer = look();
    if (answer.status === 200 && seen(answer)) return answer;
    sleep(pause);
  }
  return null;
}

/** Each iteration takes the next one of them. */
export function mine(things) {
  return things[exec.scenario.iterationInTest % things.length];
}

/** Tells which run and which wish it was, in every log. */
export function key(run, suffix = '') {
  return `k6-${run}-${exec.scenario.name}-${exec.scenario.iterationInTest}${suffix}`;
}

export function basket(products, declines) {
  const first = exec.scenario.iterationInTest % products.length;
  const second = (first + 7) % products.length;
  const items = [...new Set([first, second])].map((i) => ({ productId: products[i], quantity: 1 + (first % 2) }));
  return { items, paymentMethod: declines ? 'pm_card_chargeDeclined' : 'pm_card_visa' };
}

function think() {
  return 0.5 + Math.random();
}
