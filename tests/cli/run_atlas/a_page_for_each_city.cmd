printf 'name,city,lon,lat\nA,North,141.35,43.07\nB,South,141.40,43.01\nC,North,141.38,43.09\nD,,141.36,43.06\n' >m.csv
cat >p.yaml <<'P'
title: Atlas
members: {file: m.csv, label: name, index: {numbers: true}}
atlas: {by: city}
outputs: [pdf, svg]
P
clustermap run p.yaml -q --output-dir out && ls out
pages() { sed -n '/<g id="index"/,/<\/g>/p' "$1" | grep -o '>[A-Z]<' | tr -d '\n'; echo; }
pages out/map.svg
pages out/map-2.svg
pages out/map-3.svg
grep -o '>North<\|>South<' out/map-2.svg
! command -v pdfinfo >/dev/null || pdfinfo out/map.pdf | grep Pages
sed -i 's/by: city/by: town/' p.yaml
clustermap run p.yaml -q --output-dir out
{ echo name,town,lon,lat; i=0; while [ $i -lt 501 ]; do echo "m$i,t$i,141.35,43.07"; i=$((i + 1)); done; } >m.csv
sed -i 's/, index: {numbers: true}//' p.yaml
clustermap run p.yaml -q --output-dir out
