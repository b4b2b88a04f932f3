# Pages of an atlas and the family tree are checked as the map is, and named.
printf 'name,city,lon,lat,founded,parent_origin\nA,North,141.35,43.07,1980,\nB,South,141.40,43.01,1990,A\nC,North,141.38,43.09,1985,A\n' >m.csv
cat >p.yaml <<'P'
title: Atlas
credit: [Members]
members: {file: m.csv, label: name, index: {numbers: true}}
atlas: {by: city}
tree: {parent: parent_origin}
P
clustermap map p.yaml -q -o m.pdf --lint
echo "exit $?"
clustermap map p.yaml -q -o m.pdf --lint --json 2>/dev/null | jq -c '.lint[] | select(.point == 7) | [.page, .status, .finding]'
sed -i -e 's/^title: .*/title: Atlas\nsubtitle: Members\nas_of: "2026"/' -e '/^tree/d' -e '/^atlas/d' p.yaml
clustermap map p.yaml -q -o m.pdf --lint --json 2>/dev/null | jq -c '.lint[] | select(.point == 7) | [.page, .status, .finding]'
