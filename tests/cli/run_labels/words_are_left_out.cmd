printf 'name,lon,lat\n株式会社アルファ,141.35,43.07\n株式会社,141.36,43.08\n' >m.csv
printf 'title: x\nmembers: {file: m.csv, label: name, label_omit: 株式会社}\noutputs: [svg, csv]\n' >p.yaml
clustermap run p.yaml -q --output-dir out
grep -o '>株式会社[^<]*<\|>アルファ<' out/map.svg | sort -u
cut -d , -f 1 out/members.csv
printf 'title: x\nmembers: {file: m.csv, label: nom}\n' >p.yaml
clustermap run p.yaml -q --output-dir out
