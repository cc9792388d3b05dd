// The everyday: in stages to the peak, and to twice the peak, which it must carry as well.
import { farewell, invite, SETUP_TIMEOUT } from './lib/people.js';
import { CUSTOMERS, mixed, orders } from './lib/shape.js';
import { objectives } from './lib/slo.js';

export { browse, buy } from './lib/journeys.js';

const STEPS = [
  [0.5, 2],
  [1, 3],
  [1, 10],
  [2, 3],
  [2, 10],
  [0.1, 2],
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
