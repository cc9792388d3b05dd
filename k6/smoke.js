// Does it work at all? Half a minute, every route once a second or less.
import { check } from 'k6';
import { call, isProblem } from './lib/door.js';
import { farewell, invite, SETUP_TIMEOUT } from './lib/people.js';
import { paced } from './lib/shape.js';
import { objectives } from './lib/slo.js';

export { browse, buy } from './lib/journeys.js';

const MINUTES = 0.5;

export const options = {
  setupTimeout: SETUP_TIMEOUT,
  scenarios: {
    browse: paced('browse', 60, MINUTES),
    buy: paced('buy', 30, MINUTES),
    look: paced('look', 20, MINUTES),
  },
  thresholds: objectives(),
};

export function setup() {
  return invite(2, 100);
}

/** What belongs to no journey, and the refusals. */
export function look({ people }) {
  const [{ token, email }] = people;
  call('livez');
  call('readyz');
  call('problem', { path: { slug: 'not-found' } });
  const me = call('me', { token });
  check(me, { 'I am who logged in': (r) => r.json('email') === email });
  call('payments', { token, query: '?limit=5' });
  const stranger = call('orders', { expect: [401] });
  check(stranger, { 'a stranger gets a problem': isProblem });
  const nothing = call('order', { token, path: { id: crypto.randomUUID() }, expect: [404] });
  check(nothing, { 'what is not there is a problem': isProblem });
}

export { farewell as teardown };
