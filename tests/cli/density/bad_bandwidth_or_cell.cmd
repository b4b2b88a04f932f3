# each is one line; 2 for a bad option, 1 for input that cannot be; no file is left
printf 'x,y,w\n1,1,1\n5,9,nan\n' >p.csv
printf 'x,y\n7,7\n7,7\n7,7\n' >one_place.csv
printf 'x,y\n141.35,43.06\n141.36,43.07\n' >degrees.csv
try() { clustermap density "$@" -o d.tif; echo $?; }
plane='--x x --y y --crs none'
for bandwidth in 0 -5 1e-160 1e300 nan 5miles ''; do
    try p.csv $plane --bandwidth "$bandwidth"
done
try p.csv $plane --bandwidth 10 --cell 0
try p.csv $plane --bandwidth 500km --cell 1
try p.csv $plane --bandwidth 10 --weight w
for rule in scott silverman lscv likelihood; do
    try one_place.csv $plane --bandwidth $rule
done
try degrees.csv $plane --bandwidth 500m
try degrees.csv --x x --y y --crs EPSG:6680
ls
clustermap density one_place.csv $plane --bandwidth 10 -q -o one.tif && ls one.tif
clustermap density degrees.csv $plane --bandwidth 0.01 --cell 0.001 -q -o degrees.tif && ls degrees.tif
