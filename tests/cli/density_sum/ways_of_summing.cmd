# the sums of the header's formulas, at one point each
printf 'x,y,r\n0,0,10\n6,0,20m\n' >p.csv
printf 'x,y\n0,0\n6,0\n6,0\n' >q.csv
printf 'x,y\n0,0\n' >at.csv
echo '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,-50],[50,-50],[50,50],[0,50],[0,-50]]]}}]}' >w.geojson
at() { clustermap density "$@" --x x --y y --crs none --per unit --at at.csv -q -o - | tail -n +1 | tr '\n' ' '; echo; }
at p.csv --kernel uniform --bandwidth 10
at p.csv --kernel uniform --bandwidth 10 --window w.geojson
at p.csv --kernel uniform --bandwidth 10 --window w.geojson --edge uniform
at p.csv --kernel uniform --radius r
at p.csv --kernel uniform --radius r --window w.geojson
at p.csv --kernel uniform --radius r --window w.geojson --edge diggle
at p.csv --kernel uniform --bandwidth 10 --adaptive --window w.geojson --edge diggle
at p.csv --kernel uniform --bandwidth 10 --adaptive
at p.csv --kernel uniform --bandwidth 10 --relative-to q.csv
at p.csv --kernel uniform --bandwidth 10 --relative-to q.csv --relative share
at p.csv --kernel uniform --bandwidth 10 --relative-to q.csv --floor 1
printf 'x,y\n0,9\n6,2\n6,0\n' >s.csv
clustermap density p.csv --x x --y y --crs none --relative-to s.csv --kernel gaussian --cell 1 -o r.tif --json -q |
    jq -c '[.bandwidth_rule, .relative, .points, .points_to, .floor > 0, .min < .max, .integral]'
gdalinfo -json r.tif | jq -c '.bands[0] | [.unit, .noDataValue, .description]'
clustermap density p.csv --x x --y y --crs none --radius r --cell 1 -o r.tif --json -q | jq -c '[.bandwidth_rule, .bandwidth_min_m, .bandwidth_max_m]'
try() { clustermap density p.csv --x x --y y --crs none -o bad.tif "$@"; echo $?; }
try --radius r --adaptive
try --radius r --bandwidth 10
try --adaptive --relative-to q.csv
try --adaptive --window w.geojson --edge uniform
try --radius r --window w.geojson --edge uniform
clustermap density p.csv --x x --y y --crs none --radius r --cell 1 --window w.geojson --edge diggle -o r.tif --json -q | jq -c '[.bandwidth_rule, .bandwidth_max_m, .edge, (.integral * 10 | round)]'
try --relative share
try --floor 1
try --engine fast --window w.geojson
ls
