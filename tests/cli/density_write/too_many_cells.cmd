printf 'x,y\n0,0\n1000000,1000000\n' >p.csv
clustermap density p.csv --x x --y y --crs none --bandwidth 10 --cell 1 -o d.tif
echo $?
ls
