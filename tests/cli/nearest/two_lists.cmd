printf 'id,lon,lat\na,141.35,43.07\nb,141.36,43.08\n' >f.csv
printf 'id,lon,lat\nu,141.35,43.07\nv,141.37,43.07\n' >t.csv
clustermap nearest f.csv t.csv -k 2 -q -o - | awk -F, '{printf "%s %s %s %.0f %.0f\n", $1, $2, $3, $4, $5}'
clustermap nearest f.csv t.csv -k 0 -o -
