printf 'name,lon,lat\nA,141.35,43.07\nB,141.40,43.07\n' >m.csv
printf '%s' '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"region":"w"},"geometry":{"type":"Polygon","coordinates":[[[141.3,43],[141.4,43],[141.4,43.1],[141.3,43.1],[141.3,43]]]}},{"type":"Feature","properties":{"region":"e"},"geometry":{"type":"Polygon","coordinates":[[[141.4,43],[141.5,43],[141.5,43.1],[141.4,43.1],[141.4,43]]]}}]}' >areas.geojson
cat >p.yaml <<'P'
title: x
members: {file: m.csv, title: Firms}
layers:
  - id: regions
    type: areas
    file: areas.geojson
    category: region
    stroke: "#123456"
    source: Quelle
    source_en: Source
    categories:
      - {value: e, label: 東, label_en: East, fill: "#abcdef"}
      - {value: w, label: 西, label_en: West, fill: "#fedcba", stroke: "#654321"}
      - {value: none, label: どこにもない}
P
clustermap map p.yaml -q --lang en -o m.svg
grep -o '>East[^<]*<\|>West[^<]*<\|>none[^<]*<\|>Firms[^<]*<\|Regions* = Source\|regions = Source' m.svg
grep -o 'fill="#abcdef"\|fill="#fedcba"\|stroke="#123456"\|stroke="#654321"' m.svg | sort -u
sed -i 's/#abcdef/blue-ish/' p.yaml
clustermap map p.yaml -q -o m.svg
sed -i 's/blue-ish/#abcdef/; s/#654321/none of it/' p.yaml
clustermap map p.yaml -q -o m.svg
