printf 'name,lon,lat\nA,141.35,43.07\nB,141.355,43.072\nFar,141.50,43.03\n' >m.csv
cat >p.yaml <<'P'
title: x
members: {file: m.csv, label: name, label_where: "lon > 141.4"}
insets:
  - {id: core, type: detail, centre: [141.352, 43.071], scale: 20000, size: [50, 40]}
P
clustermap map p.yaml -q -o m.svg
for id in members-labels "core-members[^\"]*-labels"; do
    sed -n "/<g id=\"$id\"/,/<\/g>/p" m.svg | grep -o '>[^<>]\+<' | tr '\n' ' '
    echo
done
sed -i 's/lon > 141.4/lan > 141.4/' p.yaml
clustermap map p.yaml -q -o m.svg
