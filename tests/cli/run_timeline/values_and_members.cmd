# A strip of years: values that are told, or members counted up to each year, those without a place too.
printf 'name,founded,lon,lat\nA,1976,141.35,43.07\nB,1980-10,141.36,43.08\nC,1980,141.37,43.06\nD,,141.36,43.06\nE,1991,,\n' >m.csv
strip() { sed -n '/<g id="timeline"/,/<\/g>/p' "$1" | grep -o '>[^<]*<' | tr -d '\n'; echo; }
project() { printf 'title: T\nmembers: {file: m.csv}\ntimeline: {%s}\n' "$1" >p.yaml; }
project 'column: founded'
clustermap map p.yaml -o m.svg && strip m.svg
clustermap map p.yaml -q -o m.svg --lang en && strip m.svg
project 'title: 会員数, title_en: Members, source: 統計, source_en: Statistics, width: 60, values: [{year: 2006, value: 100, label: 約100, label_en: ~100}, {year: 2010, value: 1187}]'
clustermap map p.yaml -q -o m.svg && strip m.svg && grep -o '会員数＝統計' m.svg
clustermap map p.yaml -q -o m.svg --lang en && strip m.svg && grep -o 'Members = Statistics' m.svg
for wrong in 'column: year' 'column: name' 'title: x' 'column: founded, values: [{year: 1, value: 2}]' \
    'values: [{year: 2006.5, value: 1}]' 'values: [{year: 2006, value: 1}, {year: 2006, value: 2}]' \
    'values: [{year: 2006, value: -1}]' 'values: [{year: 2006}]' 'width: 5'; do
    project "$wrong"
    clustermap map p.yaml -q -o m.svg
done
