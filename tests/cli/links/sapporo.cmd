clustermap links "$CM_TEST_SHARE/examples/sapporo/members.csv" -g "$CM_TEST_SHARE/examples/sapporo/places.csv" \
    --parent parent_origin -o - | sed 's/\(\.[0-9]\)[0-9]*/\1/'
