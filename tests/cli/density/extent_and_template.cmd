printf 'x,y\n55,45\n' >p.csv
clustermap density p.csv --x x --y y --crs none -q --bandwidth 30 --cell 10 --extent 0,0,100,80 -o a.tif --json | jq -c '[.columns, .rows]'
clustermap density p.csv --x x --y y --crs none -q --bandwidth 30 --like a.tif -o b.tif --json | jq -c '[.columns, .rows, .cell_m]'
cmp a.tif b.tif && echo same
gdallocationinfo -valonly a.tif 5 3 | awk '{printf "%.6f\n", $1 * 3.14159265358979 * 900 / 3e6}'
