printf 'x,y\n1,1\n' >m.csv
printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,0],[9,9],[9,0],[0,9],[0,0]]]}}]}' >bow.geojson
try() { clustermap buffer "$@" --x x --y y --crs none -o out.csv; echo $?; }
try m.csv
try m.csv --radius -400m
try m.csv --radius 0
try m.csv --radius 100 --tolerance 50
try m.csv --radius 100 --tolerance 1e-6
try m.csv --radius 100 --weight x
try bow.geojson --radius 100
ls out.csv 2>/dev/null || echo none
