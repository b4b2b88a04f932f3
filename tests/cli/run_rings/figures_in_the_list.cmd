# a background of figures, one of places that gives the same, and none
cat >m.csv <<'C'
name,kind,lon,lat
A,it,141.35,43.07
B,it,141.351,43.07
C,bio,141.352,43.07
D,it,141.40,43.07
C
cat >firms.csv <<'C'
lon,lat
141.35,43.07
141.353,43.07
141.36,43.07
141.3602,43.07
141.42,43.07
141.42,43.08
141.42,43.09
141.42,43.10
C
cat >figures.csv <<'C'
ring_to_m,count
500,2
1000,2
,8
C
draw() {
    cat >p.yaml <<P
title: x
members: {file: m.csv}
layers:
  - {id: rings, type: rings, title: 駅から, title_en: From the station, where: "kind = 'it'", centre: [141.35, 43.07], radii: [500m, 1km], list: true$1}
outputs: [csv]
P
    clustermap run p.yaml -q --output-dir out
    cut -d , -f 2-4,9- out/rings.csv
    clustermap map p.yaml -q --lang $2 -o m.svg
    sed -n '/<g id="index"/,/<\/g>/p' m.svg | grep -o '>[^<>]\+<' | tr -d '\n'
    echo
}
draw ', background: figures.csv' ja
draw ', background: firms.csv, background_title_en: Firms' en
draw '' en
