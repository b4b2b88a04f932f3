printf 'id,x,y\na,1,1\n' >p.csv
printf 'id,x,y\na,1,1\nb,1e308,1\n' >far.csv
printf '{"type":"LineString","coordinates":[[0,0],[9,9]]}' >road.geojson
try() { clustermap "$@" --x x --y y --crs none -o out.csv; echo $?; }
try nearest p.csv far.csv
try nearest far.csv p.csv
try nearest p.csv road.geojson
try rings p.csv --radii 1 --centres road.geojson
try service road.geojson --network road.geojson --bands 5
ls
