// The service level objectives of slo.json as thresholds. A script asks for them; none writes a number of its own.
const slo = JSON.parse(open(import.meta.resolve('../slo.json')));

/** How long a journey waits for an order's end: far beyond the objective, so that late ones are measured, not left out. */
export const LONGEST_WAIT_MILLIS = 6 * slo.paidAndToldMillisP95;

function of(metric, ...filters) {
  const all = filters.filter(Boolean);
  return all.length === 0 ? metric : `${metric}{${all.join(',')}}`;
}

/** All objectives; with a phase, of what was sent in it alone. */
export function objectives(phase) {
  const only = phase && `phase:${phase}`;
  return {
    [of('http_req_duration', 'kind:read', only)]: [`p(95)<${slo.readMillisP95}`],
    [of('http_req_duration', 'kind:write', only)]: [`p(95)<${slo.writeMillisP95}`],
    [of('http_req_failed', only)]: [`rate<${slo.errorShare}`],
    [of('checks', only)]: [`rate>${1 - slo.errorShare}`],
    [of('order_told', only)]: [`p(95)<${slo.paidAndToldMillisP95}`],
    // An arrival that found no free virtual user was never sent: what is measured then is less than what was promised.
    [of('dropped_iterations', only)]: ['count==0'],
    // A percentile of nothing is below everything.
    [of('http_reqs', 'kind:read', only)]: ['count>0'],
    [of('http_reqs', 'kind:write', only)]: ['count>0'],
    [of('orders_ended', only)]: ['count>0'],
  };
}

/** A mail is a way of telling, too: where a script can read it, the same objective holds for it. */
export function mailed() {
  return { order_mailed: [`p(95)<${slo.paidAndToldMillisP95}`] };
}

/** Beyond what it can carry a system may refuse, if it says so properly: a 429 or 503 that names when to come back, a 504. */
export function honest(phase) {
  return { [`refused_honestly{phase:${phase}}`]: [`rate>${1 - slo.errorShare}`] };
}

/** Always true: only so that k6 prints the figures of that phase. */
export function shown(phase) {
  return {
    [`http_req_duration{phase:${phase}}`]: ['max>=0'],
    [`http_req_failed{phase:${phase}}`]: ['rate>=0'],
    [`order_told{phase:${phase}}`]: ['max>=0'],
    [`dropped_iterations{phase:${phase}}`]: ['count>=0'],
  };
}
