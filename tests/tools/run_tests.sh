#!/bin/sh
# run_tests.sh PROGRAM... - runs the test programs, two at a time; each prints its own lines.
log=$(mktemp -d)
export log
# shellcheck disable=SC2016 # expanded by the inner shell
printf '%s\n' "$@" | xargs -P "$(nproc)" -I '{}' sh -c '
    name=$(echo "$1" | tr / _)
    "$1" >"$log/$name" 2>&1 || { echo "FAIL $1"; cat "$log/$name"; echo "$1" >>"$log/.failed"; }' sh '{}'
checks=$(cat "$log"/* | sed -n 's/.*: \([0-9]*\) checks, [0-9]* failed.*/\1/p' | awk "{n += \$1} END {print n}")
cat "$log"/* | grep -i '^skipped' || :
failed=0
[ ! -e "$log/.failed" ] || failed=$(wc -l <"$log/.failed")
echo "unit: $# programs, ${checks:-?} checks, $failed failed"
rm -rf "$log"
[ "$failed" = 0 ]
