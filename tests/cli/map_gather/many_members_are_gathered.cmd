awk 'BEGIN { print "id,name,lon,lat"
             for (i = 0; i < 900; i++) printf "%d,n%d,%.5f,%.5f\n", i, i, 141.3 + i % 30 / 400, 43 + int(i / 30) / 600 }' >list.csv
project() { printf 'title: List\nlanguage: en\ncrs: EPSG:6680\nmembers: {file: list.csv, label: name}\nmap: {dpi: 72, %s}\n' "$1" >p.yaml; }
project 'scale: 500000'
clustermap map p.yaml --json -o m.svg | jq -c '[.on_map, .gathered, .gathered_m, .labels, .labels_left_out]'
grep -o 'Members per hexagon[^<]*\|900 members[^<]*' m.svg
grep -c '<use id="member-' m.svg
clustermap map p.yaml -q -o n.svg && cmp m.svg n.svg
for format in pdf png; do clustermap map p.yaml -q -o m.$format && ls m.$format; done
project 'gather: circles, scale: 500000'
clustermap map p.yaml -q -o m.svg && grep -c 'Members per hexagon' m.svg
project 'gather: never, scale: 200000'
clustermap map p.yaml --json -q -o m.svg | jq -c '[.on_map, .gathered, .gathered_m]'
project 'gather: sometimes'
clustermap map p.yaml -q -o m.svg
