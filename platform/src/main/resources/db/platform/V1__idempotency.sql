-- The stored answers of requests with an Idempotency-Key. Written in the transaction of the effect itself.
CREATE TABLE idempotency_key (
    user_id     uuid        NOT NULL,
    -- Method and path pattern: the same key on another route is another key.
    route       text        NOT NULL,
    key         text COLLATE "C" NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    -- SHA-256 over path and canonical body.
    fingerprint bytea       NOT NULL CHECK (length(fingerprint) = 32),
    status      smallint    NOT NULL CHECK (status BETWEEN 200 AND 499),
    headers     jsonb       NOT NULL,
    -- As it was sent, so that a replay is the same byte for byte; null where the answer had none.
    body        bytea,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (user_id, route, key)
);

-- For the deletion of what is kept no longer.
CREATE INDEX idempotency_key_created_at ON idempotency_key (created_at);

-- UPDATE only replaces an expired answer that the deletion hasn't reached yet.
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_key TO ${application};
