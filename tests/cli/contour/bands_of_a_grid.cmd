printf 'x,y\n1000,1000\n' >p.csv
clustermap density p.csv --x x --y y --crs none -q --bandwidth 500 --cell 10 --per unit -o d.tif
clustermap contour d.tif -q --levels 1e-6,2e-6 -o b.csv && awk -F, 'NR > 1 {printf "%g %.2g %.3f\n", $1, $2, $3} NR == 1' b.csv
clustermap contour d.tif -q --classes 3 --method equal -o b.geojson --json | jq .bands
