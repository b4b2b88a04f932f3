printf 'pref,city,town,koaza,lat,lng\n東京都,府中市,本町一丁目,,35.67,139.47\n広島県,府中市,本町,,34.57,133.24\n北海道,江別市,文京台,,43.06,141.49\n' >places.csv
printf 'name,address,lon,lat\nA,府中市,,\nB,江別市文教台11,,\nC,文京台11,,\nD,,,\nE,,1,95\nF,江別市元野幌1,,\nG,江別市,,\nH,x,,,,\nI,江別市文京台1,,\n' >list.csv
clustermap geocode list.csv -g places.csv -o out.csv --candidates candidates.csv --json | jq -c '[.by_level, .by_reason, .by_doubt][] | with_entries(select(.value > 0))'
cat candidates.csv
clustermap geocode list.csv -g places.csv -o out.csv --strict -q
echo $?
head -n 1 list.csv >one.csv
echo 'I,江別市文京台1,,' >>one.csv
clustermap geocode one.csv -g places.csv -o out.csv --strict --candidates candidates.csv
cat candidates.csv
