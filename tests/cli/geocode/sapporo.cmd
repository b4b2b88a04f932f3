clustermap geocode "$CM_TEST_SHARE/examples/sapporo/members.csv" -g "$CM_TEST_SHARE/examples/sapporo/places.csv" \
    -o members.geojson --rejects rejects.csv --json | jq -c '[.rows, .placed, .rejected, .by_level.town]'
jq -r '.features | length' members.geojson
head -n 1 rejects.csv
cut -d , -f 1,2 rejects.csv | tail -n +2
