printf 'title: &a x\nsubtitle: *a\nmembers: {file: none.csv}\n' >p.yaml
clustermap run p.yaml
printf 'title: x\nmembers: &m\n  file: a.csv\n  columns: *m\n' >p.yaml
clustermap run p.yaml
{ printf 'title: '; i=0; while [ $i -lt 3000 ]; do printf '['; i=$((i + 1)); done; } >p.yaml
clustermap run p.yaml 2>&1 | cut -c 1-20
