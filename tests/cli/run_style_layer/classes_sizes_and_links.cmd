printf 'name,firms,lon,lat\nA,400,141.35,43.07\nB,100,141.40,43.07\nC,,141.38,43.05\n' >m.csv
printf 'code,share\n01101,12.5\n01102,3\n' >t.csv
printf '%s' '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"01101","name":"W"},"geometry":{"type":"Polygon","coordinates":[[[141.3,43],[141.4,43],[141.4,43.1],[141.3,43.1],[141.3,43]]]}},{"type":"Feature","properties":{"code":"01102","name":"E"},"geometry":{"type":"Polygon","coordinates":[[[141.4,43],[141.5,43],[141.5,43.1],[141.4,43.1],[141.4,43]]]}},{"type":"Feature","properties":{"code":"01109","name":"N"},"geometry":{"type":"Polygon","coordinates":[[[141.3,43.1],[141.5,43.1],[141.5,43.2],[141.3,43.2],[141.3,43.1]]]}}]}' >areas.geojson
printf '%s' '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"n":3},"geometry":{"type":"LineString","coordinates":[[141.35,43.07],[141.40,43.07]]}}]}' >links.geojson
printf '%s' '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Sapporo"},"geometry":{"type":"Point","coordinates":[141.351,43.068]}}]}' >stations.geojson
cat >p.yaml <<'P'
title: x
members: {file: m.csv, label: name, size: {column: firms, mm: 12, title: Firms}}
layers:
  - {id: wards, type: areas, file: areas.geojson, table: t.csv, key: code, column: share, levels: [0, 5, 20], unit: "%", hatch: true}
  - {id: links, type: lines, file: links.geojson, bend: 0.2, arrow_mm: 2, size: {column: n, mm: 1}}
  - {id: stations, type: points, file: stations.geojson, label: name}
P
clustermap map p.yaml -q -o m.svg
for id in wards links stations stations-labels members; do grep -c "<g id=\"$id\"" m.svg; done
grep -o '>Firms<\|>100<\|>Sapporo<\|>5–20 *（*[^<]*<' m.svg | sort
clustermap map p.yaml -o m.svg 2>&1 | grep layer
sed -i 's/column: share/column: shar/' p.yaml
clustermap map p.yaml -o m.svg
sed -i 's/column: shar,/column: share,/; s/key: code/key: kode/' p.yaml
clustermap map p.yaml -o m.svg
sed -i 's/ key: kode,//' p.yaml
clustermap map p.yaml -o m.svg
sed -i 's/type: areas, file: areas/type: areas, key: code, file: links/' p.yaml
clustermap map p.yaml -o m.svg
