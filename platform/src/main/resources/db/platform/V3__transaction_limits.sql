-- A replica that is frozen, or whose machine is gone, can't give back the locks of an open transaction: the server does,
-- for every session of this database. As the database's settings they also hold behind a pooler in transaction mode and
-- cost no statement. Who migrates lifts them for itself (spring.flyway.init-sqls).
DO $$
BEGIN
    -- Test suites share a database, and this table can't be written by two at once.
    PERFORM pg_advisory_xact_lock(hashtext('transaction limits'));
    -- Between two statements of ours lie microseconds. Half of the 10 s after which a lease goes to another replica, so
    -- that who takes over doesn't wait for the locks of who was there before; a machine that stalls for less is forgiven.
    EXECUTE format('ALTER DATABASE %I SET idle_in_transaction_session_timeout = %L', current_database(), '5s');
    -- A service gives up a request after 7 s: what is not committed by then has nobody who waits for it.
    EXECUTE format('ALTER DATABASE %I SET transaction_timeout = %L', current_database(), '7s');
END
$$;
