printf 'name,name_en,address\n北大,University,札幌市北区北八条西五丁目\nフィクス,Fix,札幌市\n' >m.csv
printf 'pref,city,town,koaza,lat,lng\n北海道,札幌市北区,北八条西五丁目,,43.07,141.347\n' >places.csv
cat >p.yaml <<'P'
title: x
gazetteer: places.csv
credit: [出典]
credit_en: [Source of it]
members:
  file: m.csv
  label: name
  label_en: name_en
  index: {title: 欄, title_en: List, rejected: 図にない, rejected_en: Not on the map, notes: [注, 一つ目], notes_en: [Notes, The first]}
P
for lang in ja en; do
    clustermap map p.yaml -q --lang $lang -o m.svg
    sed -n '/<g id="index"/,/<\/g>/p' m.svg | grep -o '>[^<>]\+<'
    grep -o '出典\|Source of it' m.svg
done
