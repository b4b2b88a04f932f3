line() { printf '{"type": "Feature", "properties": {"way": "%s"}, "geometry": {"type": "LineString", "coordinates": [%s]}}' "$1" "$2"; }
{ printf '{"type": "FeatureCollection", "features": ['
line '' '[0, 0], [500, 0], [1000, 0]' && printf , && line yes '[500, 0], [500, 200]' && printf , && line '' '[0, 900], [900, 900]'
printf ']}\n'; } >roads.geojson
printf 'id,x,y\na,0,30\nb,500,200\nc,0,900\n' >p.csv
measure() { clustermap matrix p.csv p.csv --crs none --x x --y y --network roads.geojson "$@"; }
measure -o -
measure -q -o - --oneway way --long
measure -q -o m.csv --json --max-snap 20m
cat m.csv
measure -q -o m.csv --threads 1
measure -q -o m2.csv --threads 2
cmp m.csv m2.csv
measure -o - --geodesic
clustermap matrix p.csv p.csv --crs EPSG:6680 --x x --y y --network roads.geojson --geodesic -o -
clustermap matrix p.csv p.csv --crs none --x x --y y --network p.csv -o -
clustermap matrix p.csv p.csv --crs none --x x --y y --max-snap 5 -o -
