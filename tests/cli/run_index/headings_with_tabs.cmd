printf 'name,kind,lon,lat\nA,it,141.35,43.07\nB,bio,141.36,43.07\n' >m.csv
cat >p.yaml <<'P'
title: x
members:
  file: m.csv
  label: name
  category: kind
  categories: [{value: it, label: "I\tT"}, {value: bio, label: Bio}]
  index: {numbers: true, notes: ["Notes\tof it", "one\ttwo"]}
P
clustermap map p.yaml -q -o m.svg
sed -n '/<g id="index"/,/<\/g>/p' m.svg | grep -o '>[^<>]\+<'
