#!/bin/sh
# postgis.sh start - starts a PostgreSQL with PostGIS of a test's own and prints its folder, which
#     holds its socket: no port, the user clustermap, the database office. Exit 1 where it is not
#     installed. As root the server runs as nobody, for it refuses to run as root.
# postgis.sh stop FOLDER - ends it, and removes the folder.
as_user() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"
    else
        "$@"
    fi
}
start() {
    bin=$(find /usr/lib/postgresql -name initdb 2>/dev/null | sort -V | tail -n 1 | xargs -r dirname)
    [ -n "$bin" ] && [ -e "$("$bin/pg_config" --sharedir)/extension/postgis.control" ] || return 1
    folder=$(mktemp -d) && cd "$folder" || return 1
    [ "$(id -u)" != 0 ] || chown nobody . || return 1
    if {
        as_user "$bin/initdb" -D data -A trust -U clustermap --no-sync -E UTF8 --locale=C &&
            as_user "$bin/pg_ctl" -D data -w -s -l log -o "-k '$PWD' -c listen_addresses= -c fsync=off" start &&
            psql -q -h "$PWD" -U clustermap -d postgres -c 'CREATE DATABASE office' &&
            psql -q -h "$PWD" -U clustermap -d office -c 'CREATE EXTENSION postgis'
    } >/dev/null 2>&1 </dev/null; then
        echo "$PWD"
        return 0
    fi
    stop "$PWD"
    return 1
}
stop() {
    # the first line of the server's file is its process
    pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null)
    [ -z "$pid" ] || kill -INT "$pid"
    while [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
    rm -rf "$1"
}
"$@"
