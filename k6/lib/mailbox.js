// Reads mails where that is possible: GreenMail's HTTP API (`./breakwater up`) or Mailpit's (compose).
import http from 'k6/http';
import { mailbox } from './target.js';

const OUTSIDE_THE_FIGURES = { tags: { name: 'mailbox', kind: 'preparation' }, responseCallback: null };

/** Which of the two it is; null where there is none. Asked once, in setup(). */
export function dialect() {
  if (!mailbox) return null;
  return get('/api/v1/info').status === 200 ? 'mailpit' : 'greenmail';
}

/** The token of the last mail to that address that has one; null until then. */
export function token(kind, address) {
  const raw = kind === 'mailpit' ? newestOfMailpit(address) : newestOfGreenMail(address);
  const found = /^X-Breakwater-Token: ([A-Za-z0-9_-]{43})/m.exec(raw);
  return found ? found[1] : null;
}

/** Whether a mail to that address has this in its subject. */
export function hasSubject(kind, address, text) {
  const subjects = kind === 'mailpit' ? mailpit(address).map((mail) => mail.Subject) : greenMail(address).map(subject);
  return subjects.some((line) => line.includes(text));
}

function newestOfGreenMail(address) {
  const mails = greenMail(address);
  return mails.length === 0 ? '' : mails[mails.length - 1].mimeMessage;
}

function newestOfMailpit(address) {
  const mails = mailpit(address);
  return mails.length === 0 ? '' : get(`/api/v1/message/${mails[0].ID}/raw`).body;
}

/** Oldest first; nobody's mailbox is a refusal, not an empty list. */
function greenMail(address) {
  const answer = get(`/api/user/${encodeURIComponent(address)}/messages/INBOX`);
  return answer.status === 200 ? answer.json() : [];
}

/** Newest first. */
function mailpit(address) {
  const answer = get(`/api/v1/search?query=${encodeURIComponent(`to:"${address}"`)}`);
  return answer.status === 200 ? answer.json('messages') : [];
}

function get(path) {
  return http.get(mailbox + path, OUTSIDE_THE_FIGURES);
}

// A long subject is folded over lines.
function subject(mail) {
  const found = /^Subject: ((?:.*(?:\r?\n[ \t])?)*)/m.exec(mail.mimeMessage);
  return found ? found[1].replace(/\r?\n[ \t]/g, ' ') : '';
}
