printf 'x,y\n5,5\n15,5\n50,50\n' >p.csv
printf 'x,y,w\n5,5,2\n6,5,1\n' >q.csv
ring() { printf '{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[%s],[%s],[%s],[%s],[%s]]]}}' "$@"; }
layer() { printf '{"type":"FeatureCollection","features":[%s]}' "$1"; }
layer "$(ring 0,0 20,0 20,10 0,10 0,0)" >w.geojson
layer "$(ring 1000,0 1020,0 1020,10 1000,10 1000,0)" >far.geojson
layer "$(ring 0,0 20,0 20,10 0,10 0,0),$(ring 10,0 30,0 30,10 10,10 10,0)" >twice.geojson
plane='--x x --y y --crs none --bandwidth 8 --cell 1'
try() { clustermap density "$@"; echo $?; }
clustermap density p.csv $plane --window w.geojson -o d.tif --json | jq -c '[.points, .points_outside, .edge, .columns, .rows]'
clustermap density p.csv $plane --window w.geojson --edge diggle -o d.tif -q --json | jq -c '[.edge, (.integral * 100 | round)]'
try p.csv $plane --window far.geojson -o e.tif
try p.csv $plane --window p.csv -o e.tif
try p.csv $plane --window none.gpkg -o e.tif
try p.csv $plane --window twice.geojson --edge uniform -o e.tif
try p.csv $plane --edge uniform -o e.tif
try p.csv $plane --edge both --window w.geojson -o e.tif
try p.csv $plane --relative-to none.csv -o e.tif
try p.csv $plane --relative-to q.csv --weight w -o e.tif
try p.csv $plane --radius r -o e.tif
try p.csv --x x --y y --crs none --radius r -o e.tif
printf 'x,y,r\n5,5,10\n15,5,scott\n' >r.csv
try r.csv --x x --y y --crs none --radius r -o e.tif
ls
