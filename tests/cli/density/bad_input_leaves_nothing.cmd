# one line and exit 1 for input that cannot be, whatever the way of summing; no file is left
ring() { printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[%s],[%s],[%s],[%s],[%s]]]}}]}' "$@"; }
ring 0,0 100,0 100,100 0,100 0,0 >w.geojson
ring 1000,0 1020,0 1020,10 1000,10 1000,0 >far.geojson
printf 'x,y,r\n5,5,10\n15,25,20\n50,50,10\n' >p.csv
printf 'x,y\n5,5\n' >one.csv
printf 'x,y\n5,5\n5,5\n5,5\n' >ties.csv
printf 'x,y\n,\n,\n' >nowhere.csv
plane='--x x --y y --crs none --cell 1'
try() { clustermap density "$@" -o d.tif; echo $?; }
try nowhere.csv $plane --bandwidth 10
for rule in scott lscv likelihood; do try one.csv $plane --bandwidth $rule; done
for rule in lscv likelihood; do try ties.csv $plane --bandwidth $rule --kernel gaussian; done
for weight in nan inf -1 '' 1e300; do
    printf 'x,y,w\n5,5,1\n15,25,%s\n' "$weight" >weighted.csv
    try weighted.csv $plane --bandwidth 10 --weight w
done
printf 'x,y,w\n5,5,0\n15,25,0\n' >weighted.csv
try weighted.csv $plane --weight w
try weighted.csv $plane --weight w --bandwidth 10 --adaptive
try p.csv $plane --bandwidth 10 --window far.geojson
try p.csv $plane --bandwidth 10 --window far.geojson --edge uniform
try p.csv $plane --radius r --window far.geojson --edge diggle
try p.csv $plane --bandwidth 10 --adaptive --window far.geojson
try p.csv $plane --bandwidth 10 --window w.geojson --extent 500,500,600,600
try p.csv $plane --radius r --window w.geojson --extent 500,500,600,600
try p.csv $plane --radius r --cell 0.00001
try p.csv --x x --y y --crs none --bandwidth 1e-160 --cell 1e-160
printf 'x,y,r\n5,5,0\n' >r.csv; try r.csv $plane --radius r
printf 'x,y,r\n5,5,1e300\n' >r.csv; try r.csv $plane --radius r
# a disk that fills up
(ulimit -f 16; try p.csv $plane --bandwidth 400 --cell 0.5)
ls
clustermap density one.csv $plane --bandwidth 10 -q -o one.tif; echo $?
clustermap density one.csv $plane --bandwidth 10 --adaptive -q -o one.tif; echo $?
clustermap density weighted.csv $plane --bandwidth 10 --weight w -o zero.tif --json -q | jq -c '[.points, .weight, .max, .integral]'
