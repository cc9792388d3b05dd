#!/bin/sh
# Generates the secrets of a compose system: secrets.sh DIRECTORY. What is there stays, so it may run at every start. A
# program gets a directory of its own with a file per property (platform.yml reads /run/secrets/breakwater). Only the
# directory itself is closed to other users of the host: the programs in their containers are other users, too.
set -eu
umask 022
export LC_ALL=C

directory=${1:?usage: secrets.sh DIRECTORY}
mkdir -p "$directory/values"
chmod 700 "$directory"

# write FILE: from standard input, as a whole; nothing where the content is the same
write() {
    mkdir -p "$(dirname "$1")"
    cat >"$1.new"
    if cmp -s "$1.new" "$1"; then rm "$1.new"; else mv "$1.new" "$1"; fi
}

# value NAME GENERATOR: generated when it is first asked for
value() {
    file=$directory/values/$1
    [ -s "$file" ] || "$2" | write "$file"
    cat "$file"
}

# For programs: 256 bits, in base64 and in base64url without padding.
key() { head -c 32 /dev/urandom | base64 | tr -d '\n'; }
token() { key | tr '+/' '-_' | tr -d '='; }
# For people: 79 bits, without letters that are mistaken for others.
password() { tr -dc 'abcdefghjkmnpqrstuvwxyz23456789' </dev/urandom | head -c 16 | sed 's/..../&-/g; s/-$//'; }

# give PROGRAM PROPERTY VALUE
give() { printf %s "$3" | write "$directory/$1/$2"; }

# database PROGRAM NAME
database() {
    give "$1" spring.datasource.password "$(value "postgres-$2-app" token)"
    give "$1" spring.flyway.password "$(value "postgres-$2-owner" token)"
    give "$1" platform.web.cursor-key "$(value "cursor-$1" token)"
    give postgres "$2_app" "$(value "postgres-$2-app" token)"
    give postgres "$2_owner" "$(value "postgres-$2-owner" token)"
}

# account INDEX EMAIL NAME PASSWORD ROLES
account() {
    give auth-service "auth.seed.accounts[$1].email" "$2"
    give auth-service "auth.seed.accounts[$1].name" "$3"
    give auth-service "auth.seed.accounts[$1].password" "$4"
    give auth-service "auth.seed.accounts[$1].roles" "$5"
}

database auth-service auth
database core-api core
database payments-service payments
database notifications-service notifications
give postgres superuser "$(value postgres-superuser token)"
# A list of the roles that PgBouncer lets in, and their passwords for the server.
for name in auth core payments notifications; do
    echo "\"${name}_app\" \"$(value "postgres-$name-app" token)\""
done | write "$directory/pgbouncer/userlist.txt"

redis=$(value redis token)
echo "requirepass $redis" | write "$directory/redis/password.conf"
give redis password "$redis"
for program in gateway auth-service notifications-service; do
    give "$program" spring.data.redis.password "$redis"
done

give gateway gateway.auth.internal-secret "$(value gateway-to-auth token)"
give auth-service platform.identity.internal-secrets "$(value gateway-to-auth token)"
give auth-service auth.keys.encryption-key "$(value auth-keys key)"
give payments-service payments.provider.api-key "sk_test_$(value provider token)"

demo=$(value account-demo password)
admin=$(value account-admin password)
account 0 demo@breakwater.local 'Demo Customer' "$demo" customer
account 1 admin@breakwater.local Admin "$admin" customer,admin

# What a program needs to talk to the system from the host: the door and the mailbox, nothing else is published.
write "$directory/breakwater.json" <<JSON
{
  "gateway": "http://127.0.0.1:${BREAKWATER_PORT:-8080}",
  "mailbox": {"http": "http://127.0.0.1:${BREAKWATER_MAILBOX_PORT:-17080}", "smtp": null},
  "simulator": null,
  "providerWebhookSecret": "whsec_$(value provider-webhook token)",
  "control": null,
  "accounts": [
    {"email": "demo@breakwater.local", "password": "$demo", "roles": ["customer"]},
    {"email": "admin@breakwater.local", "password": "$admin", "roles": ["customer", "admin"]}
  ],
  "instances": []
}
JSON

# Run by root in a container, for somebody outside who has to read and delete them.
if [ "$(id -u)" = 0 ]; then
    chown -R "$(stat -c %u:%g "$directory")" "$directory"
fi
echo "Secrets are there."
