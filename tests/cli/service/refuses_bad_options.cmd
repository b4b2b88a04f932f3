cat >roads.geojson <<'END'
{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"speed": 60}, "geometry": {"type": "LineString", "coordinates": [[141.35, 43.07], [141.37, 43.07]]}}]}
END
printf 'id,lon,lat\nstation,141.35,43.07\n' >c.csv
try() { clustermap service c.csv --network roads.geojson "$@"; echo $?; }
clustermap service c.csv --bands 5min -o x.csv
try -o x.csv
for bands in 10min,5min 5min,500m 0 -1 5sec 5min, , nan 5minutes 1e10; do try -o x.csv --bands="$bands"; done
try -o x.csv --bands 500m --speed speed
try -o x.csv --bands 500m --cost speed
try -o x.csv --bands 5 --speed speed --cost speed
try -o x.csv --bands 5 --merge --overlap
try -o x.csv --bands 5 --lines x.csv
try -o x.csv --bands 5 --lines x.png
try -o x.csv --bands 5 --width 0
try -o x.csv --bands 5 --speed-kmh 0
try --bands 5
ls
