printf 'id,lon,lat\na,141.35,43.07\nb,142.5,43.08\nnowhere,,\n' >f.csv
printf 'id,type,lon,lat\nu,大学,141.35,43.07\nv,fund,141.36,43.07\nw,fund,141.34,43.07\nx,fund,141.3600001,43.07\n' >t.csv
clustermap nearest f.csv t.csv --by type -k 2 --max 5km --json -o n.csv
awk -F, 'NR > 1 {printf "%s %s %s %s %.0f %.0f\n", $1, $2, $3, $4, $5, $6}' n.csv
clustermap nearest f.csv t.csv --by kind -q -o n.csv
