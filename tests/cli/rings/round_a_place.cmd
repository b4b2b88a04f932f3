printf 'name,lon,lat\nA,141.35,43.07\nB,141.351,43.07\nC,141.36,43.07\nD,141.40,43.07\n' >m.csv
clustermap rings m.csv --centre 141.35,43.07 --radii 500m,1km,2km -o - 2>/dev/null | awk -F, '{print $1, $2, $3, $4, $5, $8}'
clustermap rings m.csv -q --centre 141.35,43.07 --radii 500m,1km --by name -o - | cut -d , -f 1-5 | head -n 3
clustermap rings m.csv -q --centre 941.35,43.07 --radii 500m -o -
clustermap rings m.csv -q --radii 500m -o -
