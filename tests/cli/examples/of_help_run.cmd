# every verb has an example, no line of help is over 80 columns, and all examples run as they stand
clustermap --describe >all.json || exit 1
jq -r '.verbs[] | select(.examples == []) | "\(.name): no example"' all.json
jq -r '.verbs[].name' all.json | while read -r verb; do
    clustermap $verb --help </dev/null | LC_ALL=C.UTF-8 grep -E '.{81}' && echo "$verb: too wide"
done
cp -R "$CM_TEST_SHARE"/examples/sapporo "$CM_TEST_SHARE"/examples/japan . && cd sapporo || exit 1
cp members.csv 1998.csv && grep -v '北海道大学,' members.csv >2003.csv
cp places.csv latest.csv && cp outlines.geojson wards.geojson
printf 'name,lon,lat\nSapporo,141.3507,43.0686\nSusukino,141.3530,43.0555\n' >stations.csv
printf '%s\n' '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry":
    {"type": "LineString", "coordinates": [[141.3507, 43.0686], [141.3530, 43.0555], [141.36, 43.05]]}}]}' >roads.geojson
clustermap export roads.geojson -o roads.gpkg -q || exit 1
jq -r '.verbs[].examples[].command' ../all.json | while read -r command; do
    $command </dev/null >said 2>&1 || { echo "$command: $?" && tail -n 3 said; }
done
