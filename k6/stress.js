// Where does it give way, and how? Steps up to eight peaks, each with its own figures; what is refused must be refused
// honestly; 30 s after the last step everything must be as before.
import { farewell, invite, SETUP_TIMEOUT } from './lib/people.js';
import { CUSTOMERS, orders, steady } from './lib/shape.js';
import { honest, objectives, shown } from './lib/slo.js';

export { browse, buy } from './lib/journeys.js';

const PEAKS = [1, 2, 3, 4, 6, 8];
const STEP = 2;
const SETTLING = 0.5;
const AFTER = 3;

const phaseOf = (peaks) => `peaks_${peaks}`;
const end = PEAKS.length * STEP;
const merge = (parts) => Object.assign({}, ...parts);

export const options = {
  setupTimeout: SETUP_TIMEOUT,
  scenarios: {
    ...merge(PEAKS.map((peaks, i) => steady(peaks, STEP, { phase: phaseOf(peaks), startMinutes: i * STEP }))),
    ...steady(0.5, AFTER, { phase: 'after', startMinutes: end + SETTLING }),
  },
  thresholds: {
    ...merge(PEAKS.map((peaks) => ({ ...shown(phaseOf(peaks)), ...honest(phaseOf(peaks)) }))),
    ...objectives('after'),
  },
};

export function setup() {
  return invite(CUSTOMERS, orders(PEAKS.map((peaks) => [peaks, STEP]), [[0.5, AFTER]]));
}

export { farewell as teardown };
