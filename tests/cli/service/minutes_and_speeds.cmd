cat >roads.geojson <<'END'
{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"speed": 60, "minutes": 2, "way": "yes"}, "geometry": {"type": "LineString", "coordinates": [[141.35, 43.07], [141.37, 43.07]]}},
{"type": "Feature", "properties": {"speed": 6, "minutes": 20, "way": ""}, "geometry": {"type": "LineString", "coordinates": [[141.35, 43.07], [141.35, 43.08]]}}]}
END
printf 'id,lon,lat\nstation,141.35,43.07\n' >c.csv
printf 'id,lon,lat\nfar,141.37,43.07\n' >f.csv
row() { clustermap service "$@" --network roads.geojson -o - -q | awk -F, '{printf "%s %s %s %.3f\n", $1, $2, $3, $4}'; }
row c.csv --bands 5,10
row c.csv --bands 5min,0.25h --speed speed
row c.csv --bands 1min --cost minutes
row f.csv --bands 30min --speed speed --oneway way
row f.csv --bands 30min --speed speed
row c.csv --bands 1min --speed-kmh 30 --lines reached.csv
awk -F, '{printf "%s %s %s %.3f\n", $1, $2, $3, $4}' reached.csv
clustermap service c.csv --network roads.geojson --bands 1min --speed speed -o x.gpkg && clustermap info x.gpkg | head -n 5
