printf 'id,lon,lat\n"a,""b""",141.35,43.07\n=1+1,141.36,43.08\nnowhere,,\n' >f.csv
printf 'id,lon,lat\n大学,141.35,43.07\nv,141.37,43.07\n' >t.csv
clustermap matrix f.csv t.csv -o m.csv --json
sed 's/\(\.[0-9]\{3\}\)[0-9]*/\1/g' m.csv
clustermap matrix t.csv t.csv -q -o - --long --geodesic | sed 's/\(\.[0-9]\{3\}\)[0-9]*/\1/'
clustermap matrix f.csv f.csv -o n.tsv
cut -f 1,4 n.tsv
