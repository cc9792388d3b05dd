-- Each table is granted by name: the application's role can do what is written here, and nothing else.

CREATE TABLE account (
    id            uuid PRIMARY KEY,
    -- As the person wrote it: mails go there, answers show it.
    email         text        NOT NULL CHECK (length(email) <= 254),
    -- In lower case: what identifies the account. Its uniqueness is the guard of every race between verifications.
    email_key     text        NOT NULL UNIQUE,
    name          text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    password_hash text        NOT NULL,
    roles         text[]      NOT NULL,
    version       bigint      NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL
);
GRANT SELECT, INSERT ON account TO ${application};
GRANT UPDATE (password_hash, version) ON account TO ${application};

-- A wish to have an account, one row for each call: the address belongs to nobody until a mailed token comes back.
CREATE TABLE registration (
    id            uuid PRIMARY KEY,
    email         text        NOT NULL CHECK (length(email) <= 254),
    email_key     text        NOT NULL,
    name          text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    password_hash text        NOT NULL,
    -- Null until the first mail is tried: an outage of SMTP doesn't eat into the life of the token.
    expires_at    timestamptz,
    created_at    timestamptz NOT NULL
);
CREATE INDEX registration_of_address ON registration (email_key, created_at DESC);
CREATE INDEX registration_expiry ON registration (expires_at);
GRANT SELECT, INSERT, DELETE ON registration TO ${application};
GRANT UPDATE (expires_at) ON registration TO ${application};

-- Minted at each attempt to send the mail and committed before SMTP is called. Only hashes: a copy of this table opens
-- nothing.
CREATE TABLE registration_token (
    token_sha256    text PRIMARY KEY,
    registration_id uuid        NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
    expires_at      timestamptz NOT NULL,
    created_at      timestamptz NOT NULL
);
CREATE INDEX registration_token_of ON registration_token (registration_id, created_at DESC);
GRANT SELECT, INSERT, DELETE ON registration_token TO ${application};
