printf 'x,y\n1,1\n' >p.csv
printf 'x,y\n' >none.csv
printf 'lon,lat\n500000,4700000\n' >metres.csv
try() { clustermap density "$@" -o d.tif; echo $?; }
try p.csv --x x --y y --crs none --bandwidth scott
try p.csv --x x --y y --crs none --bandwidth 1e6 --cell 0.001
try p.csv --x x --y north --crs none --bandwidth 10
try p.csv --x x --y y --bandwidth 10
try p.csv --x x --y y --crs none --bandwidth 10 --weight w
try none.csv --x x --y y --crs none --bandwidth 10
try metres.csv --bandwidth 10
try p.csv --x x --y y --crs EPSG:4326 --bandwidth 10
try p.csv --x x --y y --crs EPSG:99999 --bandwidth 10
try p.csv --x x --y y --crs none --bandwidth 10 --where 'z = 1'
ls
