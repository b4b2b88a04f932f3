# 60 towns all over the city and its 10 wards, at 1:200,000 on A4 over a density: all have their names, none on another
towns=$CM_TEST_DATA/gazetteer/towns_three_areas.csv.xz
[ -r "$towns" ] || { echo "skipped: no table of towns"; exit; }
xz -dc "$towns" | grep -a '^北海道,札幌市[^,]*,[^,]*,,' | awk -F, '$5 > 42.94 && $5 < 43.17 && $6 > 141.2 && $6 < 141.52' >all.csv
count=$(wc -l <all.csv)
pick() { echo name,lon,lat; awk -F, -v n="$1" -v all="$count" 'int((NR - 1) * n / all) != int(NR * n / all) {print $3 "," $6 "," $5}' all.csv; }
pick 60 >towns.csv
pick 240 >others.csv
cp "$CM_TEST_SHARE/examples/sapporo/outlines.geojson" .
cat >p.yaml <<'P'
name: seventy
title: 60の町と10の区
subtitle: 町の密度（scott）
as_of: "2024"
credit: [Geolonia 住所データ]
members: {file: towns.csv, label: name, title: 町, size_mm: 1.6}
layers:
  - {id: wards, type: outlines, file: outlines.geojson, where: "code LIKE '011%'", label: name, source: 国土数値情報, title: 区}
  - {id: others, type: points, file: others.csv, title: ほかの町, size_mm: 1, source: Geolonia}
  - {id: density, type: density, bandwidth: 2km, levels: [0.02, 0.05, 0.1, 0.2], title: 密度}
map: {paper: A4, scale: 200000, centre: [141.36, 43.05]}
P
wc -l <towns.csv
clustermap map p.yaml -o map.png --dpi 100 --json --lint 2>missed | jq -c '[.labels, .labels_left_out, .scale]'
grep -E 'lint (18|19|20|21):' missed
true
