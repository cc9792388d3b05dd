-- Double entry. Debit is positive. What is written here is never changed: the application may only add.

CREATE TABLE account (
    id         uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    name       text        NOT NULL,
    -- Hot system accounts are spread over 16 rows, so that concurrent payments don't queue for one lock.
    sub        smallint    NOT NULL,
    currency   char(3)     NOT NULL,
    balance    bigint      NOT NULL DEFAULT 0,
    version    bigint      NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (name, sub, currency)
);

CREATE TABLE ledger_transfer (
    id         uuid        PRIMARY KEY,
    kind       text        NOT NULL,
    payment_id uuid        NOT NULL REFERENCES payment,
    -- What makes it happen once: the payment's id for a charge. Kept here, because ledger_entry is partitioned, and a
    -- partitioned table can only be unique together with its partition key.
    reference  uuid        NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (kind, reference),
    UNIQUE (id, created_at)
);

CREATE INDEX ledger_transfer_of_payment ON ledger_transfer (payment_id);

CREATE TABLE ledger_entry (
    id              uuid        NOT NULL,
    transfer_id     uuid        NOT NULL,
    account_id      uuid        NOT NULL REFERENCES account,
    amount          bigint      NOT NULL CHECK (amount <> 0),
    currency        char(3)     NOT NULL,
    -- The account's after this entry.
    account_version bigint      NOT NULL,
    balance         bigint      NOT NULL,
    -- Its transfer's: so the entries of a transfer are in one partition, and are found there.
    created_at      timestamptz NOT NULL,
    FOREIGN KEY (transfer_id, created_at) REFERENCES ledger_transfer (id, created_at)
) PARTITION BY RANGE (created_at);

CREATE INDEX ledger_entry_of_transfer ON ledger_entry (transfer_id);
CREATE INDEX ledger_entry_of_account ON ledger_entry (account_id, account_version);

-- Months up to the end of 2030, and a partition for what is outside, so that no entry is ever refused.
DO $$
DECLARE
    month date := date '2026-01-01';
BEGIN
    WHILE month < date '2031-01-01' LOOP
        EXECUTE format('CREATE TABLE ledger_entry_%s PARTITION OF ledger_entry FOR VALUES FROM (%L) TO (%L)',
            to_char(month, 'YYYY_MM'), month::timestamptz, (month + interval '1 month')::timestamptz);
        month := month + interval '1 month';
    END LOOP;
END
$$;
CREATE TABLE ledger_entry_other PARTITION OF ledger_entry DEFAULT;

-- An entry continues its account: it has the version and the balance that the account has got in this transaction.
CREATE FUNCTION ledger_entry_continues_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM account
                   WHERE id = NEW.account_id AND currency = NEW.currency
                     AND version = NEW.account_version AND balance = NEW.balance) THEN
        RAISE EXCEPTION 'entry of transfer % does not continue account %', NEW.transfer_id, NEW.account_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER ledger_entry_continues_account BEFORE INSERT ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_entry_continues_account();

-- At commit, when all entries are there: debits and credits of a transfer add up to nothing, in each currency.
CREATE FUNCTION ledger_transfer_is_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    transfer uuid;
    at timestamptz;
    entries bigint;
BEGIN
    IF TG_TABLE_NAME = 'ledger_transfer' THEN
        transfer := NEW.id;
    ELSE
        transfer := NEW.transfer_id;
    END IF;
    at := NEW.created_at;
    SELECT count(*) INTO entries FROM ledger_entry WHERE transfer_id = transfer AND created_at = at;
    IF entries < 2 OR EXISTS (
            SELECT 1 FROM ledger_entry WHERE transfer_id = transfer AND created_at = at
            GROUP BY currency HAVING sum(amount) <> 0) THEN
        RAISE EXCEPTION 'transfer % is not balanced', transfer USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER ledger_entry_is_balanced AFTER INSERT ON ledger_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_transfer_is_balanced();
CREATE CONSTRAINT TRIGGER ledger_transfer_is_balanced AFTER INSERT ON ledger_transfer
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_transfer_is_balanced();

GRANT SELECT, INSERT ON ledger_transfer, ledger_entry TO "${application}";
-- An account's running balance is the one thing that changes, and its identity can't.
GRANT SELECT, INSERT ON account TO "${application}";
GRANT UPDATE (balance, version) ON account TO "${application}";
