-- Events: outbox and its leases, inbox, dead letters. Work: calls to the outside.
-- Queue tables are vacuumed by count, not by share: they are nearly empty, but turn over all the time.

CREATE TABLE outbox (
    -- A hash of the aggregate's id: whoever holds the partition's lease publishes its rows, in order.
    partition         smallint    NOT NULL,
    -- Given while the aggregate's row is locked: per aggregate, the order of positions is the order of commits.
    -- Over several aggregates it is not, so nothing ever reads "all after the last position".
    position          bigint      GENERATED ALWAYS AS IDENTITY,
    event_id          uuid        NOT NULL,
    topic             text        NOT NULL,
    type              text        NOT NULL,
    aggregate_id      uuid        NOT NULL,
    aggregate_version bigint      NOT NULL,
    occurred_at       timestamptz NOT NULL,
    body              bytea       NOT NULL,
    traceparent       text,
    request_id        text,
    created_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (partition, position)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- An aggregate whose oldest row could not be published: it rests until retry_at, and all its later rows with it.
CREATE TABLE outbox_stuck (
    aggregate_id uuid        PRIMARY KEY,
    event_id     uuid        NOT NULL,
    attempts     int         NOT NULL,
    retry_at     timestamptz NOT NULL,
    -- True: the broker will never take this row as it is; a person must look at it.
    poison       boolean     NOT NULL,
    last_error   text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE outbox_lease (
    partition  smallint    PRIMARY KEY,
    owner      uuid,
    -- Grows with every change of owner: what a former owner still does is conditional on its own epoch, and comes to nothing.
    epoch      bigint      NOT NULL DEFAULT 0,
    expires_at timestamptz NOT NULL DEFAULT '-infinity',
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

INSERT INTO outbox_lease (partition) SELECT generate_series(0, 7);

-- The relays that are alive: each takes its share of the partitions.
CREATE TABLE outbox_relay (
    owner      uuid        PRIMARY KEY,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE inbox (
    event_id   uuid        PRIMARY KEY,
    topic      text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX inbox_created_at ON inbox (created_at);

CREATE TABLE dead_letter (
    id               uuid        PRIMARY KEY,
    topic            text        NOT NULL,
    kafka_partition  int         NOT NULL,
    kafka_offset     bigint      NOT NULL,
    kafka_time       timestamptz NOT NULL,
    message_key      bytea,
    payload          bytea       NOT NULL,
    headers          jsonb       NOT NULL,
    event_id         uuid,
    type             text,
    cause            text        NOT NULL,
    attempts         int         NOT NULL,
    failed_at        timestamptz NOT NULL,
    status           text        NOT NULL DEFAULT 'NEW' CHECK (status IN ('NEW', 'REPLAYED', 'DISCARDED')),
    created_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- The message's place in the log; the time tells two logs apart where a topic was made anew.
    UNIQUE (topic, kafka_partition, kafka_offset, kafka_time)
);

CREATE INDEX dead_letter_failed_at ON dead_letter (failed_at DESC, id DESC);

CREATE TABLE work (
    kind            text        NOT NULL,
    key             text        NOT NULL,
    payload         text        NOT NULL,
    status          text        NOT NULL DEFAULT 'DUE' CHECK (status IN ('DUE', 'FAILED')),
    attempts        int         NOT NULL DEFAULT 0,
    -- Grows with every claim: an outcome counts only under the epoch of its own claim.
    epoch           bigint      NOT NULL DEFAULT 0,
    -- Not before; while claimed it is the lease's end, so that the job of a dead worker falls due by itself.
    next_attempt_at timestamptz NOT NULL,
    -- Null while nobody holds it.
    leased_until    timestamptz,
    last_error      text,
    traceparent     text,
    request_id      text,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (kind, key)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

CREATE INDEX work_due ON work (kind, next_attempt_at) WHERE status = 'DUE';

GRANT SELECT, INSERT, DELETE ON outbox TO "${application}";
GRANT SELECT, INSERT, UPDATE, DELETE ON outbox_stuck, outbox_relay TO "${application}";
GRANT SELECT, UPDATE ON outbox_lease TO "${application}";
GRANT SELECT, INSERT, DELETE ON inbox TO "${application}";
GRANT SELECT, INSERT, UPDATE, DELETE ON dead_letter, work TO "${application}";
