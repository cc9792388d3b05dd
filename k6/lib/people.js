// Set-up of every test, in one place: who takes part, what they buy, and a system that is awake.
import { fail, sleep } from 'k6';
import { admin, customers as accounts } from './target.js';
import { prepare } from './door.js';
import * as mailbox from './mailbox.js';
import { placeAndWait, walk } from './warmup.js';

// So that orders don't queue for one product's row: that is another test's subject.
const PRODUCTS = 40;
// An order takes at most two pieces each of two products.
const PIECES_PER_ORDER = 4;
// A mail is there after a second; a machine that is busy otherwise takes longer.
const LONGEST_MAIL_SECONDS = 30;
// Just-in-time compilers and pools are no part of an objective.
const WARM_UP_ROUNDS = 20;

/** Generous: registrations cost 50 ms of a core each, and the first requests after a start are slow. */
export const SETUP_TIMEOUT = '3m';

/**
 * What setup() returns. With a mailbox new customers are registered as anybody would; without one the accounts that were
 * given take part, one session each.
 */
export function invite(customers, orders) {
  const run = crypto.randomUUID().slice(0, 8);
  const kind = mailbox.dialect();
  const people = kind ? register(kind, run, customers) : accounts.map(logIn);
  if (people.length === 0) fail('Nobody can take part: there is neither a mailbox to register with nor an account');
  const products = stocked(run, Math.max(1000, Math.ceil((orders * PIECES_PER_ORDER) / PRODUCTS)));
  const data = { run, mailbox: kind, people, products };
  for (let round = 0; round < WARM_UP_ROUNDS; round++) walk(data, round);
  placeAndWait(data);
  return data;
}

/** What teardown() does: nobody stays logged in. */
export function farewell(data) {
  data.people.forEach((person) => prepare('logOut', { token: person.token, expect: [204] }));
}

export function logIn({ email, password }) {
  const token = prepare('logIn', { body: { email, password } }).json('token');
  return { email, password, token };
}

function register(kind, run, count) {
  const people = Array.from({ length: count }, (_, i) => ({
    email: `k6-${run}-${i + 1}@load.example`,
    password: crypto.randomUUID(),
  }));
  people.forEach((person, i) =>
    prepare('register', { body: { ...person, name: `Load ${i + 1}` }, expect: [202] }));
  return people.map((person) => {
    prepare('verify', { body: { token: mailed(kind, person.email) }, expect: [204] });
    return logIn(person);
  });
}

function mailed(kind, email) {
  for (let tries = 0; tries < LONGEST_MAIL_SECONDS * 5; tries++) {
    const token = mailbox.token(kind, email);
    if (token) return token;
    sleep(0.2);
  }
  return fail(`No mail came to ${email} in ${LONGEST_MAIL_SECONDS} s`);
}

/** Ids of products with that many pieces, topped up where there is an admin to do it. */
function stocked(run, pieces) {
  const token = admin && logIn(admin).token;
  const listed = prepare('products', { query: '?limit=100' }).json('items').map((product) => product.id);
  const found = [];
  for (const id of listed) {
    if (found.length === PRODUCTS) break;
    const missing = pieces - prepare('stock', { path: { id } }).json('available');
    if (missing > 0 && token) {
      // The API takes a million at a time; no test of ours orders more of one product.
      const delta = Math.min(missing, 1000000);
      prepare('changeStock', { path: { id }, body: { delta }, token, key: `k6-${run}-stock-${id}` });
    }
    if (missing <= 0 || token) found.push(id);
  }
  if (token) prepare('logOut', { token, expect: [204] });
  if (found.length === 0) fail(`No product has ${pieces} pieces, and no admin account was given to add some`);
  return found;
}
