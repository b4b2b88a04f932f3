printf 'x,y\n1,1\n' >p.csv
printf 'x,y\n,\n' >nowhere.csv
printf 'x,y\n' >none.csv
printf 'x,y\n141.3,43.1\n' >degrees.csv
printf 'x,y\n1e300,1\n' >far.csv
printf 'x,y\nnan,1\n' >nan.csv
try() { clustermap distance "$@" --x x --y y --crs none; echo $?; }
try nowhere.csv --cell 1 -o d.tif
try none.csv --cell 1 -o d.tif
try degrees.csv --cell 50m -o d.tif
try far.csv --cell 50m -o d.tif
try nan.csv --cell 50m -o d.tif
try p.csv --cell 1 --extent 0,0,1e6,1e6 -o d.tif
try p.csv --cell 1 --where 'x > 1' -o d.tif
try p.csv --cell 1 -o no/d.tif
try p.csv --cell 1 -o d.tif --allocate no/a.tif
ls
