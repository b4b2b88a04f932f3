line() { printf '{"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": [%s]}}' "$1"; }
{ printf '{"type": "FeatureCollection", "features": ['
line '[0, 0], [500, 0], [1000, 0]' && printf , && line '[500, 0], [500, 200]'
printf ']}\n'; } >roads.geojson
printf 'id,x,y\nleft,0,10\nright,1000,0\n' >c.csv
clustermap service c.csv --network roads.geojson --crs none --x x --y y --bands 100m,250m,1km -o - | cut -d , -f 1-4
clustermap service c.csv --network roads.geojson --crs none --x x --y y --bands 1km --overlap -o - | cut -d , -f 1-4
clustermap service c.csv --network roads.geojson --crs none --x x --y y --bands 1km --merge -o a.geojson --lines l.geojson --json
grep -c Polygon a.geojson
grep -o '"coordinates".*' l.geojson
