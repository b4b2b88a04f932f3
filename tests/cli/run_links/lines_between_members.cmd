printf 'name,founded,parent,lon,lat\nA,1976,,141.35,43.07\nB,1980,A,141.40,43.07\nC,1985,(株)Ｂ,141.38,43.05\nD,1990,Elsewhere,141.36,43.06\n' >m.csv
cat >p.yaml <<'P'
title: x
members: {file: m.csv, label: name}
layers:
  - {id: links, type: links, parent: parent, bend: 0.1, arrow_mm: 2}
  - {id: old, type: links, parent: parent, where: "year < 1982", no_draw: true}
outputs: [csv, svg]
P
clustermap run p.yaml --output-dir out 2>&1 | grep -v wrote
cut -d , -f 1-4 out/links.csv
cut -d , -f 1-2 out/old.csv
sed -n '/<g id="links"/,/<\/g>/p' out/map.svg | grep -c '<path'
sed -i 's/type: links, parent: parent,/type: links,/' p.yaml
clustermap run p.yaml -q --output-dir out
sed -i 's/id: links, type: links,/id: links, type: links, parent: parents,/' p.yaml
clustermap run p.yaml -q --output-dir out
sed -i 's/parent: parents/links: none.csv/' p.yaml
clustermap run p.yaml -q --output-dir out
