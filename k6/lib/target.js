// Which system, and as whom: what `./breakwater up` and compose write into breakwater.json, or the environment.

function absolute(path) {
  return path.startsWith('/') ? path : `${__ENV.PWD}/${path}`;
}

function described() {
  if (__ENV.BREAKWATER_GATEWAY) {
    const { BREAKWATER_GATEWAY, BREAKWATER_MAILBOX, BREAKWATER_EMAIL, BREAKWATER_PASSWORD } = __ENV;
    return {
      gateway: BREAKWATER_GATEWAY,
      mailbox: BREAKWATER_MAILBOX ? { http: BREAKWATER_MAILBOX } : null,
      accounts: BREAKWATER_EMAIL ? [{ email: BREAKWATER_EMAIL, password: BREAKWATER_PASSWORD, roles: ['customer'] }] : [],
    };
  }
  const home = __ENV.BREAKWATER_LOCAL ? absolute(__ENV.BREAKWATER_LOCAL) : import.meta.resolve('../../.local');
  const file = __ENV.BREAKWATER_FILE ? absolute(__ENV.BREAKWATER_FILE) : `${home}/run/breakwater.json`;
  try {
    return JSON.parse(open(file));
  } catch (e) {
    throw new Error(`${file} can't be read: start ./breakwater up, or set BREAKWATER_FILE or BREAKWATER_GATEWAY (${e})`);
  }
}

const found = described();

export const gateway = found.gateway.replace(/\/$/, '');

/** Where the mails go, for people's eyes; null where nobody but the addressee can read them. */
export const mailbox = found.mailbox ? found.mailbox.http.replace(/\/$/, '') : null;

export const customers = found.accounts.filter((account) => !account.roles.includes('admin'));

/** Null where there is none: the stock is then what it is. */
export const admin = found.accounts.find((account) => account.roles.includes('admin')) || null;
