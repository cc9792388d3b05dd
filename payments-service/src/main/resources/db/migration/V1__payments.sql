CREATE TABLE payment (
    id                 uuid        PRIMARY KEY,
    -- One payment an order, whatever is delivered how often; null for a charge without an order.
    order_id           uuid        UNIQUE,
    user_id            uuid        NOT NULL,
    status             text        NOT NULL CHECK (status IN ('PROCESSING', 'UNKNOWN', 'REQUIRES_CAPTURE', 'SUCCEEDED',
                                       'PARTIALLY_REFUNDED', 'REVIEW', 'DECLINED', 'CANCELLED', 'REFUNDED')),
    -- How far the calls to the provider have certainly come: a retry or a restart continues from here.
    recovery_point     text        NOT NULL CHECK (recovery_point IN ('STARTED', 'INTENT_CREATED', 'DECLINED', 'FINISHED')),
    amount             bigint      NOT NULL CHECK (amount > 0),
    currency           char(3)     NOT NULL,
    captured           bigint      NOT NULL DEFAULT 0 CHECK (captured BETWEEN 0 AND amount),
    refunded           bigint      NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND captured),
    payment_method     text        NOT NULL,
    provider_reference text        UNIQUE,
    decline_code       text,
    description        text,
    -- Which of our idempotency keys is in use: the next one, where the provider replays a stored failure of its own.
    create_key         int         NOT NULL DEFAULT 1,
    confirm_key        int         NOT NULL DEFAULT 1,
    review_reason      text,
    settled_at         timestamptz,
    version            bigint      NOT NULL,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL
);

CREATE INDEX payment_of_user ON payment (user_id, created_at DESC, id DESC);
CREATE INDEX payment_newest ON payment (created_at DESC, id DESC);
CREATE INDEX payment_open ON payment (status) WHERE status IN ('PROCESSING', 'UNKNOWN', 'REVIEW');

-- No DELETE: a payment is never forgotten.
GRANT SELECT, INSERT, UPDATE ON payment TO "${application}";
