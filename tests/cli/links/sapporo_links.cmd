data=$CM_TEST_DATA/members
[ -e "$data/sapporo_links.csv" ] || { echo "skipped: no $data/sapporo_links.csv"; exit; }
clustermap links "$data/sapporo_it.csv" -g "$CM_TEST_SHARE/examples/sapporo/places.csv" \
    --links "$data/sapporo_links.csv" --kinds lineage,founded_by_member --geodesic -o - |
    sed 's/\(\.[0-9]\)[0-9]*/\1/'
