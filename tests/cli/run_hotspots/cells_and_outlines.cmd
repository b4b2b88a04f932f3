# all cells are written, drawn are the outlines of those that stand out, and the legend names the test
awk 'BEGIN {print "name,lon,lat"; for (i = 0; i < 12; i++) print "A" i "," 141.35 + i / 5000 "," 43.07; print "B,141.2,43.0"; print "C,141.5,43.1"}' >m.csv
cat >p.yaml <<'P'
title: x
members: {file: m.csv}
layers:
  - {id: hot, type: hotspots, title: ホットスポット, title_en: Hot spots, cell: 1km, band: 1500m}
outputs: [csv]
P
clustermap run p.yaml -q --output-dir out
head -1 out/hot.csv
awk -F , 'NR > 1 {cells++; members += $1; hot += $7 == 3} END {print cells, members, hot}' out/hot.csv
for lang in ja en; do
    clustermap map p.yaml -q --lang $lang -o m.svg
    grep -c '<g id="hot"' m.svg
    sed -n '/<g id="legend"/,/<\/g>/p' m.svg | grep -o '>[^<>]*\(Gi\*\|99 %\)[^<>]*<'
done
