line() { printf '{"type": "Feature", "properties": {"speed": %s}, "geometry": {"type": "LineString", "coordinates": [%s]}}' "$1" "$2"; }
{ printf '{"type": "FeatureCollection", "features": [\n'
line 4.8 '[0, 0], [500, 0]' && printf ,
line 0 '[500, 0], [500, 200]' && printf ,
line -3 '[500, 0], [600, 0]' && printf ,
line null '[500, 0], [700, 0]' && printf ,
line 4.8 '[500, 0], [500, 0]' && printf ,
line 4.8 '[2000, 0], [2100, 0]'
printf ']}\n'; } >roads.geojson
printf 'id,x,y\nmain,0,0\nisland,2000,0\nsea,0,9000\n' >c.csv
clustermap service c.csv --network roads.geojson --crs none --x x --y y --bands 1min --speed speed --max-snap 1km --json -o out.csv --strict
echo $?
cut -d , -f 1-4 out.csv
printf 'id,x,y\nsea,0,9000\n' >sea.csv
clustermap service sea.csv --network roads.geojson --crs none --x x --y y --bands 1min,2min -o -
