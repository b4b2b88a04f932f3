printf 'name,lon,lat\nA,141.35,43.07\nB,141.36,43.07\n' >m.csv
echo '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[141.3,43],[141.4,43.1]]}}]}' >line.geojson
try() {
    printf 'title: x\nmembers: {file: m.csv}\nlayers:\n  - {id: line, type: lines, file: line.geojson}\n  - {id: hot, type: hotspots, %s}\n' "$1" >p.yaml
    clustermap map p.yaml -q -o m.svg
    echo $?
}
try 'window: wards'
try 'window: line'
try 'where: "name = '\''C'\''"'
try 'cell: 1km, band: 500m'
try 'cell: 900km, band: 900km'
