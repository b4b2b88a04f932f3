printf 'name,kind,lon,lat\nHudson,firm,141.35,43.07\nUniversity,school,141.36,43.07\nBUG,firm,141.34,43.08\n' >m.csv
cat >p.yaml <<'P'
title: x
members: {file: m.csv, category: kind, label: name, index: {numbers: true, title: List}}
P
clustermap map p.yaml -q -o m.svg
sed -n '/<g id="index"/,/<\/g>/p' m.svg | grep -o '>[^<>]\+<'
sed -n '/<g id="members-labels"/,/<\/g>/p' m.svg | grep -o '>[^<>]\+<' | sort
sed -i 's/label: name, //' p.yaml
clustermap map p.yaml -q -o m.svg
