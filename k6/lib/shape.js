// How many arrive, and when. The peak is one number, RATE; every test is a shape over it. Arrivals don't wait for answers
// (an open model): a system that slows down gets no fewer of them.

/** Orders a second at the peak. The default is what two cores that also run all of Breakwater can carry twice. */
export const RATE = positive('RATE', 5);
/** Durations are divided by it, to see that a script works. */
const SHORTEN = positive('SHORTEN', 1);
/** How many customers share the journeys; each sees its last 50 notifications, so that many orders may be under way. */
export const CUSTOMERS = Math.ceil(positive('CUSTOMERS', 10));

// For each who buys, four look around.
const READERS_PER_ORDER = 4;
// A journey takes 2 to 3 s, most of it thinking; while all goes well no more virtual users are needed than that.
const USUAL_SECONDS = 4;
// Beyond that an arrival is dropped, and counted: memory is bounded, on the side of k6 too.
const LONGEST_SECONDS = 10;

/** Steps of [share of the peak, minutes to get there from the step before]; 0 minutes is a jump. */
export function mixed(steps, { phase = 'all', from = steps[0][0], startMinutes = 0 } = {}) {
  return {
    [`${phase}_browse`]: arriving('browse', RATE * READERS_PER_ORDER, steps, phase, from, startMinutes),
    [`${phase}_buy`]: arriving('buy', RATE, steps, phase, from, startMinutes),
  };
}

/** A constant share of the peak. */
export function steady(share, minutes, options) {
  return mixed([[share, minutes]], options);
}

/** How many orders such steps place at the most. */
export function orders(...steps) {
  return Math.ceil(steps.flat().reduce((sum, [share, minutes]) => sum + share * minutes * 60 * RATE, 100));
}

/** One journey, so many times a minute. */
export function paced(exec, perMinute, minutes) {
  return {
    executor: 'constant-arrival-rate',
    exec,
    rate: perMinute,
    timeUnit: '1m',
    duration: seconds(minutes),
    ...users(perMinute / 60),
  };
}

function arriving(exec, perSecond, steps, phase, from, startMinutes) {
  return {
    executor: 'ramping-arrival-rate',
    exec,
    startTime: seconds(startMinutes),
    startRate: perMinute(perSecond, from),
    timeUnit: '1m',
    stages: steps.map(([share, minutes]) => ({ target: perMinute(perSecond, share), duration: seconds(minutes) })),
    tags: { phase },
    ...users(perSecond * Math.max(from, ...steps.map(([share]) => share))),
  };
}

function users(perSecond) {
  return {
    preAllocatedVUs: Math.ceil(perSecond * USUAL_SECONDS) + 2,
    maxVUs: Math.ceil(perSecond * LONGEST_SECONDS) + 10,
    // Longer than an order is waited for: an iteration that was begun is measured to its end.
    gracefulStop: '45s',
  };
}

function perMinute(perSecond, share) {
  return Math.round(perSecond * share * 60);
}

function seconds(minutes) {
  return `${Math.round((minutes * 60) / SHORTEN)}s`;
}

function positive(name, otherwise) {
  const value = Number(__ENV[name] || otherwise);
  if (!(value > 0)) throw new Error(`${name} is "${__ENV[name]}": it must be a number above 0`);
  return value;
}
