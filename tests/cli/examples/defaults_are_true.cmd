# a default that is told is the one that is taken: with it named, an example writes the same bytes
clustermap --describe >all.json || exit 1
cp -R "$CM_TEST_SHARE"/examples/sapporo "$CM_TEST_SHARE"/examples/japan . && cd sapporo || exit 1
cp members.csv 1998.csv && grep -v '北海道大学,' members.csv >2003.csv
cp places.csv latest.csv && cp outlines.geojson wards.geojson
printf 'name,lon,lat\nSapporo,141.3507,43.0686\nSusukino,141.3530,43.0555\n' >stations.csv
printf '%s\n' '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry":
    {"type": "LineString", "coordinates": [[141.3507, 43.0686], [141.3530, 43.0555], [141.36, 43.05]]}}]}' >roads.geojson
clustermap export roads.geojson -o roads.gpkg -q || exit 1
export SOURCE_DATE_EPOCH=0
for verb in 'gazetteer build' geocode density; do # what other examples take in
    $(jq -r --arg verb "$verb" '.verbs[] | select(.name == $verb) | .examples[0].command' ../all.json) -q </dev/null
done
# Every default of a verb's own options, with the first of its examples that can take it.
jq -r '.verbs[] | . as $verb | .options[] | select(.default and .group == "Options") | . as $option
    | $verb.examples[].command
    | select(contains("--\($option.name) ") or contains(" -\($option.letter) ") | not)
    | "\($verb.name)\t\($option.name)\t\($option.default)\t\(.)"' ../all.json >cases
tab=$(printf '\t') done=''
while IFS=$tab read -r verb option default command; do
    [ "$done" != "$verb --$option" ] || continue
    target=$(echo "$command" | sed 's/.* -o \([^ ]*\).*/\1/')
    mv "$target" before 2>/dev/null
    if ! $command --"$option" "$default" </dev/null >/dev/null 2>&1 || [ ! -e "$target" ]; then
        mv before "$target" 2>/dev/null
        continue
    fi
    mv "$target" named
    echo "$command" >now && cmp -s now last || { $command </dev/null >/dev/null 2>&1 && mv "$target" plain && cp now last; }
    cp plain "$target"
    cmp -s named plain || echo "$verb --$option $default: other bytes"
    done="$verb --$option"
    echo "$done" >>tried
done <cases
echo 'go with no example:'
cut -f 1,2 cases | sed 's/\t/ --/' | sort -u | grep -vxFf tried
