printf 'name,lon,lat\nA,141.35,43.07\nB,141.40,43.07\n' >m.csv
square() { printf '{"type":"Feature","properties":{"v":%s},"geometry":{"type":"Polygon","coordinates":[[[%s,43],[141.5,43],[141.5,43.1],[%s,43]]]}}' "$1" "$2" "$2"; }
line() { printf '{"type":"Feature","properties":{"n":%s},"geometry":{"type":"LineString","coordinates":[[141.35,43.07],[141.40,43.0%s]]}}' "$1" "$1"; }
collect() { printf '{"type":"FeatureCollection","features":['; cat; printf ']}'; }
{ square 1 141.3; printf ,; square 9 141.31; printf ,; square -4 141.32; } | collect >beyond.geojson
{ square 1 141.3; printf ,; square 9 141.31; printf ,; square null 141.32; } | collect >both.geojson
{ square 1 141.3; printf ,; square 2 141.31; printf ,; square null 141.32; } | collect >none.geojson
{ line 1; printf ,; line 6; printf ,; line 9; } | collect >lines.geojson
project() { printf 'title: x\nmembers: {file: m.csv}\nlayers:\n  - {id: a, type: %s}\n' "$1" >p.yaml; }
for file in beyond both none; do
    project "areas, file: $file.geojson, column: v, levels: [-2, 0, 5]"
    clustermap map p.yaml -q -o m.svg
    grep -o '>値なし[^<]*<\|>階級外[^<]*<' m.svg
done
clustermap map p.yaml -q --lang en -o m.svg
grep -o '>No value[^<]*<' m.svg
project 'lines, file: lines.geojson, title: l, size: {column: n, mm: 2, value: 10, title: Trips}'
clustermap map p.yaml -q -o m.svg
sed -n '/<g id="legend"/,/<\/g>/p' m.svg | grep -o 'stroke-width="[0-9.]*"\|>[0-9]*<\|dasharray'
project 'areas, file: none.geojson, column: v, size: {column: v}'
clustermap map p.yaml -q -o m.svg
sed -n '/<g id="legend"/,/<\/g>/p' m.svg | grep -c '<use'
