printf 'name,kind,lon,lat\nA,it,141.35,43.07\nB,bio,141.36,43.07\nC,bio,141.36,43.08\n' >m.csv
cat >p.yaml <<'P'
title: x
members:
  file: m.csv
  category: kind
  categories:
    - {value: it, label: 情報, shape: square, fill: "#ff0000"}
    - {value: none, label: ない}
    - {value: bio, label: 生物}
outputs: [svg]
P
clustermap run p.yaml -q --output-dir out
grep -o '情報[^<]*\|生物[^<]*\|ない' out/map.svg
