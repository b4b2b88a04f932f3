# geodesics: 92 m and 917 m apart; B is known to 300 m, C taken as exact
cat >m.csv <<'C'
id,name,lon,lat,good_to_m
1,C,135.210,34.66,
2,A,135.200,34.66,40
3,B,135.201,34.66,300
4,far,135.5,34.9,10
C
printf 'name,name_en,lon,lat\n港駅,Port,135.200,34.67\n' >s.csv
cat >p.yaml <<'P'
title: x
members:
  file: m.csv
  label: name
  index: {numbers: true, title: 一覧}
layers:
  - {id: stations, type: points, file: s.csv, label: name, label_en: name_en}
matrix: {title: 距離, title_en: Distances, where: "name <> 'far'", from: stations, precision: good_to_m}
P
list() {
    clustermap map p.yaml -q --lang $1 -o m.svg
    sed -n '/<g id="index"/,/<\/g>/p' m.svg | grep -o '>[^<>]\+<' | tr -d '\n'
    echo
}
list ja
list en
sed -i '/^matrix/s/.*/matrix: {from: stations}/' p.yaml
list ja
# stations whose names are numbers
printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"no":7},"geometry":{"type":"Point","coordinates":[135.2,34.67]}}]}' >s.geojson
sed -i 's/file: s.csv, label: name, label_en: name_en/file: s.geojson/; /^matrix/s/.*/matrix: {from: stations, label: no}/' p.yaml
list ja
