// One call through the gateway. Each route is in routes.json, by which a test of the repository holds it against the
// gateway's routes and the services' controllers.
import http from 'k6/http';
import { check, fail } from 'k6';
import { Rate } from 'k6/metrics';
import { gateway } from './target.js';

const routes = JSON.parse(open(import.meta.resolve('../routes.json')));

// A client's own patience in the chain of time-outs: the gateway's route has 8 s.
const PATIENCE = '10s';

// Of each virtual user: enough to see why, and an end to it.
const TOLD_AT_MOST = 3;
let told = 0;

const refusedHonestly = new Rate('refused_honestly');

function request(name, { path = {}, query = '', body, token, key }) {
  const { method, path: pattern, key: needsKey } = routes[name];
  if (Boolean(needsKey) !== Boolean(key)) throw new Error(`${name} ${needsKey ? 'needs a' : 'takes no'} key`);
  const headers = { Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (token) headers.Authorization = `Bearer ${token}`;
  if (key) headers['Idempotency-Key'] = key;
  const url = gateway + pattern.replace(/\{(\w+)\}/g, (_, variable) => encodeURIComponent(path[variable])) + query;
  return { method, url, headers, label: `${method} ${pattern}`, body: body === undefined ? null : JSON.stringify(body) };
}

/** A customer's request, measured. `expect` are the status codes that answer what was asked. */
export function call(name, options = {}) {
  const { method, url, headers, label, body } = request(name, options);
  const expect = options.expect || [200];
  const response = http.request(method, url, body, {
    headers,
    timeout: PATIENCE,
    tags: { name: label, kind: method === 'GET' ? 'read' : 'write' },
    responseCallback: http.expectedStatuses(...expect),
  });
  const answered = check(response, { [`${label} answers ${expect}`]: (r) => expect.includes(r.status) });
  if (!answered) {
    const honest = refusal(response);
    refusedHonestly.add(honest);
    if (!honest) tell(`${label} answered ${response.status} ${response.error || String(response.body).slice(0, 200)}`);
  }
  return response;
}

/** A request before or after the load: outside the figures, and nothing goes on without it. */
export function prepare(name, options = {}) {
  const { method, url, headers, label, body } = request(name, options);
  const expect = options.expect || [200];
  const response = http.request(method, url, body, {
    headers,
    timeout: PATIENCE,
    tags: { name: label, kind: 'preparation' },
    responseCallback: null,
  });
  if (!expect.includes(response.status)) {
    fail(`${label} answered ${response.status} ${response.error || response.body}`);
  }
  return response;
}

export function isProblem(response) {
  return (response.headers['Content-Type'] || '').startsWith('application/problem+json');
}

function tell(line) {
  if (told++ < TOLD_AT_MOST) console.warn(line);
}

function refusal(response) {
  const again = Number(response.headers['Retry-After']) > 0;
  return isProblem(response) && (([429, 503].includes(response.status) && again) || response.status === 504);
}
