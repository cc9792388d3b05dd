// A mail to all customers: from half the peak to three peaks within seconds, for a minute. Refusals are allowed in it if they
// are honest; 30 s after it everything must be as before.
import { farewell, invite, SETUP_TIMEOUT } from './lib/people.js';
import { CUSTOMERS, mixed, orders, steady } from './lib/shape.js';
import { honest, objectives, shown } from './lib/slo.js';

export { browse, buy } from './lib/journeys.js';

const CALM = 2;
const SPIKE = [
  [3, 0.1],
  [3, 1],
  [0.5, 0.1],
];
const SPIKE_MINUTES = 1.2;
const SETTLING = 0.5;
const AFTER = 3;

export const options = {
  setupTimeout: SETUP_TIMEOUT,
  scenarios: {
    ...steady(0.5, CALM, { phase: 'calm' }),
    ...mixed(SPIKE, { phase: 'spike', from: 0.5, startMinutes: CALM }),
    ...steady(0.5, SETTLING, { phase: 'settling', startMinutes: CALM + SPIKE_MINUTES }),
    ...steady(0.5, AFTER, { phase: 'after', startMinutes: CALM + SPIKE_MINUTES + SETTLING }),
  },
  thresholds: { ...objectives('calm'), ...honest('spike'), ...shown('spike'), ...objectives('after') },
};

export function setup() {
  return invite(CUSTOMERS, orders([[0.5, CALM + SETTLING + AFTER]], SPIKE));
}

export { farewell as teardown };
