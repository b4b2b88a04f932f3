# The same member has the same symbol in the map and in each strip; each strip says how many it shows.
printf 'id,name,founded,staff,lon,lat\na,A,1970,10,141.35,43.07\nb,B,1980,100,141.36,43.08\nc,C,1990,1000,141.37,43.06\n' >m.csv
cat >p.yaml <<'P'
title: x
members: {file: m.csv, category: name, size: {column: staff, mm: 8}}
insets:
  - {id: y1975, type: detail, title: "1975", where: "founded <= 1975", layers: [members], size: [40, 30], centre: [141.36, 43.07], scale: 100000, below: true}
  - {id: y1985, type: detail, title: "1985", where: "founded <= 1985", layers: [members], size: [40, 30], centre: [141.36, 43.07], scale: 100000, below: true}
  - {id: all, type: detail, title: all, size: [40, 30], centre: [141.36, 43.07], scale: 100000, below: true}
P
clustermap map p.yaml -q -o m.svg
for id in a b c; do
    for symbol in $(grep -o "<use id=\"[a-z0-9-]*-$id\" xlink:href=\"[^\"]*\"" m.svg | grep -o '#[^"]*' | sort -u); do
        echo "$id $symbol $(grep -c "\-$id\" xlink:href=\"$symbol\"" m.svg)"
    done
done
grep -o '>[^<]*1:100,000<' m.svg
clustermap map p.yaml -q -o m.svg --lang en && grep -o '>[^<]*1:100,000<' m.svg
grep -o '>[A-C] ([0-9]*)<' m.svg # in the legend
