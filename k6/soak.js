// Does it stay as it was? Two hours at seven tenths of the peak: leaks, tables that grow, sessions and tokens that end.
import { farewell, invite, SETUP_TIMEOUT } from './lib/people.js';
import { CUSTOMERS, mixed, orders } from './lib/shape.js';
import { objectives } from './lib/slo.js';

export { browse, buy } from './lib/journeys.js';

const STEPS = [
  [0.7, 5],
  [0.7, 120],
  [0.1, 5],
];

export const options = {
  setupTimeout: SETUP_TIMEOUT,
  scenarios: mixed(STEPS, { from: 0.1 }),
  thresholds: objectives(),
};

export function setup() {
  return invite(CUSTOMERS, orders(STEPS));
}

export { farewell as teardown };
