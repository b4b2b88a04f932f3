printf 'id,lon,lat\nstation,141.35,43.07\n' >c.csv
printf '{"type": "FeatureCollection", "features": []}\n' >empty.geojson
cat >still.geojson <<'END'
{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"speed": 0}, "geometry": {"type": "LineString", "coordinates": [[141.35, 43.07], [141.37, 43.07]]}}]}
END
try() { clustermap service c.csv -q -o x.geojson --bands 5min --network "$@"; echo $?; }
try c.csv
try empty.geojson
try nowhere.geojson
try still.geojson --speed speed
try still.geojson --speed velocity
try still.geojson --oneway way
ls
