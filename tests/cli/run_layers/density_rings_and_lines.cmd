printf 'name,kind,lon,lat\nA,it,141.35,43.07\nB,bio,141.36,43.07\n' >m.csv
cat >p.yaml <<'P'
title: x
members: {file: m.csv}
layers:
  - {id: density, type: density, where: "kind = 'it'", bandwidth: 500m, levels: [1, 2]}
  - {id: rings, type: rings, centre: [141.35, 43.07], radii: [500m, 2km], by: kind}
outputs: [csv, tif, gpkg]
P
clustermap run p.yaml -q --output-dir out && ls out
cut -d , -f 1-5 out/rings.csv
cut -d , -f 1 out/density.csv
sed -i "s/= 'it'/= 'none'/" p.yaml
clustermap run p.yaml -q --output-dir out
