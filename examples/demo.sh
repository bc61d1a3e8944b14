#!/bin/sh
# What `make demo` runs: good documents pass, broken ones are diagnosed, and a word on each.
set -eu
cd "$(dirname "$0")"

say() {
    printf '\n\033[1m%s\033[0m\n' "$1" | if [ -t 1 ]; then cat; else sed 's/\x1b\[[0-9;]*m//g'; fi
}

# Runs a command that has to end with the given exit code; anything else ends the demo with 1.
expect() {
    wanted=$1
    shift
    printf '$ %s\n' "$*"
    code=0
    "$@" || code=$?
    printf '(exit code %s)\n' "$code"
    [ "$code" -eq "$wanted" ] || { echo "The demo expected exit code $wanted." >&2; exit 1; }
}

say "1. Five recorded-style answers and a JSON Lines file. Nulls and unnamed properties are part of the API; all pass."
expect 0 holotype validate jobs jobs.jsonl

say "2. An answer that lists jobs, checked job by job."
expect 0 holotype validate --each /data list-answer.json

say "3. To the letter of the schema the same job fails: it types started_at as an integer, and the API sends null.
   The contract says what upstream does not: a null on an optional property counts as absent."
expect 1 holotype validate --nulls reject jobs/queued.json

say "4. Broken jobs. Each line names the place; the schema finds wrong values, the contract's rules find
   counters and times that contradict each other (warnings), the reader finds what is not quite JSON."
expect 1 holotype validate broken

say "5. Warnings alone pass, until they are told to count."
expect 0 holotype validate broken/finished-without-time.json
expect 1 holotype validate --fail-on warning broken/finished-without-time.json

say "6. Nothing derived is edited by hand: the committed package is what its schema and contract give."
cd ..
expect 0 holotype generate --check

printf '\nAll as expected. The documents stand in examples/, what is wrong with each in examples/README.md.\n'
