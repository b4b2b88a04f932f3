# the nearest known address, back from places; one of which is no place at all
clustermap gazetteer build -q "$CM_TEST_SHARE/examples/sapporo/places.csv" -o p.gaz
clustermap gazetteer near -g p.gaz 141.35,43.0687 135.5,34.7 |
    jq -r '[.input, .matched_city, .matched_town, .coord_level, (.distance_m | if . then round else . end), .reason] | join("|")'
clustermap gazetteer near -g p.gaz 141.35,43.0687 43.0687
