printf 'title: &a x\nsubtitle: *a\nmembers: {file: none.csv}\n' >p.yaml
clustermap run p.yaml
printf 'title: x\nmembers: &m\n  file: a.csv\n  columns: *m\n' >p.yaml
clustermap run p.yaml
{ printf 'title: '; i=0; while [ $i -lt 3000 ]; do printf '['; i=$((i + 1)); done; } >p.yaml
clustermap run p.yaml
{ printf 'title: '; head -c 900000 /dev/zero | tr '\0' '['; } >p.yaml
clustermap run p.yaml
printf 'title: "a\\0b"\nmembers: {file: none.csv}\n' >p.yaml
clustermap run p.yaml
printf 'title: x\nmembers: {file: none.csv}\n---\ntitle: y\n' >p.yaml
clustermap run p.yaml
mkfifo pipe.yaml
timeout 10 clustermap run pipe.yaml
