# The platforms of Japan's stations as a network. That they hang together in 9,673 parts where vertices are equal was
# counted apart from this program.
stations=$CM_TEST_DATA/boundaries/stations.geojson.gz
[ -e "$stations" ] || { echo "skipped: no stations"; exit; }
gzip -dc "$stations" >stations.geojson
printf 'id,lon,lat\nSapporo,141.3508,43.0686\nTokyo,139.7671,35.6812\n' >two.csv
clustermap service two.csv --network stations.geojson --tolerance 0 --bands 10min --json -o areas.gpkg | grep -o '"lines": .*"parts": [0-9]*'
clustermap nearest two.csv two.csv -k 2 --network stations.geojson -q -o -
