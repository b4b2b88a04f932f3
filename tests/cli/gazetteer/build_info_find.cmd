clustermap gazetteer build "$CM_TEST_SHARE/examples/sapporo/places.csv" -o p.gaz
ls
clustermap gazetteer info p.gaz | sed 's/, [0-9]*-[0-9]*-[0-9]*)/, the day of the file)/'
clustermap gazetteer find -g p.gaz 札幌市北区北7条西4丁目1-1 | jq -r '.matched_town, .match_level, .rest'
