#!/bin/sh
# Makes what is missing and sets the passwords anew; runs before the services at each start, so that an interrupted first
# start is finished by the second. Each service has a database and two roles: the owner, who migrates, and the
# application, who may connect and gets everything else by the migrations' grants. Anybody else gets nothing.
set -eu

secrets=/run/secrets/breakwater
export PGHOST=postgres PGUSER=postgres PGPASSWORD
PGPASSWORD=$(cat "$secrets/superuser")

# The passwords are in no command line: psql asks the environment for them.
for database in auth core payments notifications; do
    OWNER_PASSWORD=$(cat "$secrets/${database}_owner")
    APPLICATION_PASSWORD=$(cat "$secrets/${database}_app")
    export OWNER_PASSWORD APPLICATION_PASSWORD
    psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --dbname postgres \
        --set database="$database" --set owner="${database}_owner" --set application="${database}_app" <<'SQL'
\getenv owner_password OWNER_PASSWORD
\getenv application_password APPLICATION_PASSWORD
SELECT format('CREATE ROLE %I LOGIN', role) FROM unnest(ARRAY[:'owner', :'application']) AS role
    WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) \gexec
ALTER ROLE :"owner" PASSWORD :'owner_password';
ALTER ROLE :"application" PASSWORD :'application_password';
SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'owner')
    WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"application";
\connect :"database"
ALTER SCHEMA public OWNER TO :"owner";
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO :"application";
SQL
    echo "Database $database is there."
done
