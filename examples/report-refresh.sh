#!/bin/sh
# Tells the server that a table has new data: one CloudEvent, with curl.
#
#   sh examples/report-refresh.sh SCHEMA TABLE ROWS [ID]
#
# EVENTS_URL says where, and TOKEN holds a token with the role PRODUCER; a local server needs none. ID is the run's own:
# the same again is answered as the duplicate it is, so that a step that failed half-way can be repeated.
set -eu

schema=$1 table=$2 rows=$3
now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
id=${4:-"$schema.$table $now"}
url=${EVENTS_URL:-http://127.0.0.1:4000/events}

case "$schema$table$id" in
*[\"\\]*)
  echo "SCHEMA, TABLE and ID must have no quotes and backslashes" >&2
  exit 2
  ;;
esac

event=$(
  cat <<JSON
{
  "specversion": "1.0",
  "type": "data.refreshed",
  "source": "etl.pipeline",
  "id": "$id",
  "time": "$now",
  "data": {
    "entityUrn": "urn:dataset:$schema.$table",
    "service": { "schema": "$schema", "table": "$table" },
    "rowsAffected": $rows,
    "refreshType": "full"
  }
}
JSON
)

# The token goes in by a file of settings: arguments are shown to everybody on the machine. An event that was sent twice
# is known by its id, so a failure of the network can be tried again.
if [ -n "${TOKEN:-}" ]; then printf 'header = "authorization: Bearer %s"\n' "$TOKEN"; fi |
  curl --config - --silent --show-error --fail-with-body --retry 3 --retry-connrefused --max-time 30 \
    --header 'content-type: application/cloudevents+json' --data-binary "$event" "$url"
echo
