printf 'name,founded,parent,lon,lat\nA,1976,,141.35,43.07\nB,1980,A,141.40,43.07\nC,,B,141.38,43.05\nD,1990,Elsewhere,141.36,43.06\n' >m.csv
cat >p.yaml <<'P'
title: Map
members: {file: m.csv, label: name}
tree: {parent: parent, title: 系譜, title_en: Family tree}
outputs: [pdf, svg, png]
P
clustermap run p.yaml -q --output-dir out --lang en && ls out
grep -o '<title>[^<]*' out/map-2.svg | head -n 1
for id in axis branches years members scalebar north; do grep -c "<g id=\"$id\"" out/map-2.svg; done
grep -o '>Member, year estimated[^<]*<\|>Not in the list[^<]*<\|>1980<\|>Elsewhere<' out/map-2.svg | sort
# the years stand in one row
sed -n '/<g id="years-labels"/,/<\/g>/p' out/map-2.svg | grep -o ' y="[^"]*' | sort -u | wc -l
clustermap map p.yaml -q -o one.png && ls one*
sed -i 's/tree: {parent: parent,/tree: {parent: parent, links: m.csv,/' p.yaml
clustermap map p.yaml -q -o m.svg
sed -i 's/parent: parent, links: m.csv,/parent: none,/' p.yaml
clustermap map p.yaml -q -o m.svg
printf 'name,parent,lon,lat\nA,,141.35,43.07\n' >m.csv
sed -i 's/parent: none/parent: parent/' p.yaml
clustermap map p.yaml -q -o m.svg
