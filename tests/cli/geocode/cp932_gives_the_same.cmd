data=$CM_TEST_DATA/members
[ -e "$data/sapporo_it_cp932.csv" ] || { echo 'skipped: no CP932 list at hand'; exit 0; }
places=$CM_TEST_SHARE/examples/sapporo/places.csv
clustermap geocode "$data/sapporo_it.csv" -q -g "$places" -o a.geojson
clustermap geocode "$data/sapporo_it_cp932.csv" -q -g "$places" -o b.geojson
for file in a b; do
    jq -r '.features[] | [.properties.name // .properties["名称"], .properties.matched_town, .geometry.coordinates[0], .geometry.coordinates[1]] | @tsv' \
        $file.geojson >$file.tsv
done
cmp a.tsv b.tsv && wc -l <a.tsv
