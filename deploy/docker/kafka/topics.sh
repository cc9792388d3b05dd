#!/bin/bash
# Creates the topics of contracts/topics.json that are missing, and for each of a topic's groups a dead-letter topic with as
# many partitions; leaves existing ones alone. The file has one topic a line, which is all that is asked of it here.
# topics.sh [CONTRACT [KAFKA_TOPICS]]: in the container both are where they are by default.
set -euo pipefail

contract=${1:-/contracts/topics.json}
topics=("${2:-/opt/kafka/bin/kafka-topics.sh}" --bootstrap-server kafka:9092)
# These JVMs live for two seconds.
export KAFKA_HEAP_OPTS=-Xmx64m KAFKA_JVM_PERFORMANCE_OPTS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"

# field NAME LINE: the value of a text or a number
field() { sed -n "s/.*\"$1\": *\"\{0,1\}\([^\",}]*\).*/\1/p" <<<"$2"; }

# milliseconds P7D
milliseconds() {
    [[ $1 =~ ^P([0-9]+)D$ ]] || { echo "topics.json: retention $1 is not in whole days" >&2; exit 1; }
    echo $((BASH_REMATCH[1] * 86400000))
}

existing=$("${topics[@]}" --list)

# create NAME PARTITIONS RETENTION
create() {
    grep -qxF "$1" <<<"$existing" && return
    </dev/null "${topics[@]}" --create --if-not-exists --topic "$1" --partitions "$2" --replication-factor 1 \
        --config retention.ms="$(milliseconds "$3")"
}

dead_letters=$(field retention "$(grep '"deadLetters"' "$contract")")
grep '"partitions"' "$contract" | while read -r line; do
    name=$(field name "$line")
    partitions=$(field partitions "$line")
    create "$name" "$partitions" "$(field retention "$line")"
    for group in $(sed 's/.*"groups": *\[\([^]]*\)\].*/\1/; s/[",]/ /g' <<<"$line"); do
        create "$name.$group.dlt" "$partitions" "$dead_letters"
    done
done
echo "Topics are there."
