line() { printf '{"type": "Feature", "properties": {"way": "%s"}, "geometry": {"type": "LineString", "coordinates": [%s]}}' "$1" "$2"; }
{ printf '{"type": "FeatureCollection", "features": ['
line '' '[0, 0], [500, 0], [1000, 0]' && printf , && line yes '[500, 0], [500, 200]' && printf , && line '' '[0, 900], [900, 900]'
printf ']}\n'; } >roads.geojson
printf 'id,x,y\na,0,30\nb,500,210\n' >from.csv
printf 'id,x,y,kind\nu,1000,0,far\nv,500,200,near\nw,0,30,near\nz,5,900,other\n' >to.csv
near() { clustermap nearest from.csv to.csv --crs none --x x --y y --network roads.geojson "$@"; }
near -k 2 -o - | cut -d , -f 1-4
echo one way
near -k 3 --oneway way -q -o - | cut -d , -f 1-4
echo by kind within 1000 m
near --by kind --max 1km -q -o - | cut -d , -f 1-5
echo none far from a line
near -k 2 --max-snap 20m -q --json -o n.geojson
grep -o '"coordinates".*' n.geojson
near -o n.png
clustermap nearest from.csv to.csv --crs none --x x --y y --oneway way -o n.csv
