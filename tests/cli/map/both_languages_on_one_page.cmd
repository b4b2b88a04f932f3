# Both languages: titles one under the other, words and labels side by side, names in Japanese, in the list with English.
printf '名称,name_en,type,founded,lon,lat\n北大,Hokudai,u,,141.35,43.07\nハドソン,Hudson,e,1973,141.36,43.08\n無名,,e,1980,141.37,43.06\n' >m.csv
cat >p.yaml <<'P'
language: both
title: 図
title_en: Map
subtitle: 副題
subtitle_en: Subtitle
as_of: "2026-11"
credit: [名簿]
credit_en: [List]
members:
  file: m.csv
  title: 種別
  title_en: Kind
  category: type
  label: 名称
  label_en: name_en
  index: {numbers: true, title: 一覧, title_en: List, notes: [注, 一つ], notes_en: [Notes, one]}
  categories:
    - {value: u, label: 大学, label_en: University}
    - {value: e, label: 企業, label_en: Firm}
layers:
  - {id: rings, type: rings, title: 500 m, title_en: 500 m, centre: [141.35, 43.07], radii: [500m]}
  - {id: far, type: rings, title: 半径900 m, title_en: Radius 900 m, centre: [141.35, 43.07], radii: [900m]}
timeline: {column: founded}
P
texts() { sed -n "/<g id=\"$2\"/,/<\/g>/p" "$1" | grep -o '>[^<]*<' | tr -d '\n'; echo; }
clustermap map p.yaml -q -o m.svg && for part in title subtitle legend index timeline credit; do texts m.svg $part; done
grep -o 'xml:lang="[a-z]*"\|<title>[^<]*' m.svg | head -n 2
clustermap map p.yaml -q -o ja.svg --lang ja && texts ja.svg title && texts ja.svg index
sed -i '/numbers/d' p.yaml && clustermap map p.yaml -q -o m.svg && texts m.svg members-labels
clustermap map p.yaml -q -o m.svg --lang fr
clustermap run "$CM_TEST_SHARE/examples/kansai/project.yaml" -q --lang both --lint --output-dir out && echo sound
for example in sapporo kobe; do
    clustermap map "$CM_TEST_SHARE/examples/$example/project.yaml" -q --lang both --paper A3 --lint --dpi 60 -o both.png && echo "$example on A3"
done
