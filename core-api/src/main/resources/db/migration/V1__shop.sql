-- Searching within texts, of any language and without dictionaries. A trusted extension: the owner role may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE product (
    id             uuid        PRIMARY KEY,
    sku            text        NOT NULL UNIQUE CHECK (length(sku) BETWEEN 1 AND 64),
    name           text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    description    text        NOT NULL CHECK (length(description) <= 500),
    price_amount   bigint      NOT NULL CHECK (price_amount BETWEEN 1 AND 99999999),
    price_currency text        NOT NULL CHECK (price_currency ~ '^[A-Z]{3}$'),
    version        bigint      NOT NULL DEFAULT 1,
    -- What a search looks through. Line feeds part the fields, so that nobody finds what stands in none of them.
    search         text        NOT NULL
        GENERATED ALWAYS AS (lower(sku || E'\n' || name || E'\n' || description)) STORED,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL
);

CREATE INDEX product_search ON product USING gin (search gin_trgm_ops);

-- Apart from the product: orders write here all the time, and readers of the catalogue shall not see new versions for it.
CREATE TABLE stock (
    product_id uuid        PRIMARY KEY REFERENCES product,
    -- Can be ordered.
    available  bigint      NOT NULL CHECK (available >= 0),
    -- Belongs to orders that wait for their payment.
    reserved   bigint      NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    sold       bigint      NOT NULL DEFAULT 0 CHECK (sold >= 0),
    -- What was put in. No piece appears or vanishes by an order, whatever the code does.
    received   bigint      NOT NULL CHECK (received = available + reserved + sold),
    version    bigint      NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL
-- Hot rows: room for their next version on the same page, so that no index changes.
) WITH (fillfactor = 50);

CREATE TABLE orders (
    id              uuid        PRIMARY KEY,
    user_id         uuid        NOT NULL,
    status          text        NOT NULL CHECK (status IN ('PENDING_PAYMENT', 'PAID', 'PAYMENT_FAILED')),
    total_amount    bigint      NOT NULL CHECK (total_amount BETWEEN 1 AND 99999999),
    total_currency  text        NOT NULL CHECK (total_currency ~ '^[A-Z]{3}$'),
    payment_method  text        NOT NULL CHECK (length(payment_method) BETWEEN 1 AND 100),
    payment_id      uuid,
    -- The version of the payment's last fact that was applied: older ones are ignored. 0: none yet.
    payment_version bigint      NOT NULL DEFAULT 0,
    decline_code    text,
    -- For people: what the payment said that contradicts how the order has ended.
    note            text,
    -- When to ask for the payment's outcome; counts only while the order waits for it.
    ask_at          timestamptz NOT NULL,
    version         bigint      NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);

CREATE INDEX orders_of_user ON orders (user_id, created_at DESC, id DESC);
CREATE INDEX orders_newest ON orders (created_at DESC, id DESC);
CREATE INDEX orders_to_ask_for ON orders (ask_at) WHERE status = 'PENDING_PAYMENT';
CREATE INDEX orders_to_look_at ON orders (updated_at) WHERE note IS NOT NULL;

-- Copies of the products as they were ordered, so without a foreign key to them. Never changed.
CREATE TABLE order_item (
    order_id            uuid        NOT NULL REFERENCES orders,
    position            smallint    NOT NULL CHECK (position BETWEEN 0 AND 49),
    product_id          uuid        NOT NULL,
    sku                 text        NOT NULL,
    name                text        NOT NULL,
    quantity            int         NOT NULL CHECK (quantity BETWEEN 1 AND 999),
    unit_price_amount   bigint      NOT NULL CHECK (unit_price_amount >= 1),
    unit_price_currency text        NOT NULL,
    created_at          timestamptz NOT NULL,
    PRIMARY KEY (order_id, position),
    UNIQUE (order_id, product_id)
);

GRANT SELECT ON product TO "${application}";
GRANT UPDATE (version, updated_at) ON product TO "${application}";
GRANT SELECT ON stock TO "${application}";
GRANT UPDATE (available, reserved, sold, received, version) ON stock TO "${application}";
GRANT SELECT, INSERT, UPDATE ON orders TO "${application}";
GRANT SELECT, INSERT ON order_item TO "${application}";
