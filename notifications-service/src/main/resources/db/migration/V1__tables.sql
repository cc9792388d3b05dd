-- Users as users.v1 tells of them: where mails go. Nobody reads auth-service's tables.
CREATE TABLE recipient (
    user_id    uuid PRIMARY KEY,
    email      text        NOT NULL,
    name       text        NOT NULL,
    -- The aggregate's version in the event: an older event changes nothing.
    version    bigint      NOT NULL,
    created_at timestamptz NOT NULL
);

-- A user's last sequence number. Taking the next one locks the row until commit, so numbers are committed in order and
-- without gaps; the time of the last one makes their times ascend with them, whatever the replicas' clocks say.
CREATE TABLE notification_sequence (
    user_id   uuid PRIMARY KEY,
    latest    bigint      NOT NULL CHECK (latest > 0),
    latest_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- The id is the event's: an event is told once, also after its inbox row is gone.
CREATE TABLE notification (
    id         uuid PRIMARY KEY,
    user_id    uuid        NOT NULL,
    sequence   bigint      NOT NULL CHECK (sequence > 0),
    type       text        NOT NULL,
    data       jsonb       NOT NULL,
    version    bigint      NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    read_at    timestamptz,
    UNIQUE (user_id, sequence)
);

-- The list's order.
CREATE INDEX notification_newest ON notification (user_id, created_at DESC, id DESC);

-- The unread ones are few, their count is asked for often.
CREATE INDEX notification_unread ON notification (user_id, created_at DESC, id DESC) WHERE read_at IS NULL;

GRANT SELECT, INSERT, UPDATE ON recipient, notification_sequence TO "${application}";
GRANT SELECT, INSERT ON notification TO "${application}";
-- What was told stays as it was told: only reading it leaves a trace.
GRANT UPDATE (read_at, version) ON notification TO "${application}";
