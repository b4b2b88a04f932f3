printf '{"type":"LineString","coordinates":[[0,0],[900,900]]}' >road.geojson
printf 'id,x,y\na,1,1\nb,,\n' >c.csv
mkdir folder.csv
>there.csv
try() { clustermap service c.csv --x x --y y --crs none --network road.geojson --bands 5 "$@"; echo $?; }
try -o a.csv --lines folder.csv
try -o a.csv --lines there.csv --no-clobber
try -o a.csv --lines missing/l.csv
try -o a.csv --weight x
try -o a.csv --lines l.csv
ls
