{ echo name,kind,lon,lat; for i in $(seq 48); do echo "n$i,k$((i % 12)),141.3$i,43.0$i"; done; } >m.csv
{ printf 'title: x\nmembers:\n  file: m.csv\n  category: kind\n  size_mm: 3\n  categories:\n'; for i in $(seq 0 11); do echo "    - {value: k$i}"; done; } >p.yaml
clustermap map p.yaml -q -o m.svg
sed -n '/<g id="legend"/,/<\/g>/p' m.svg | grep '<use' | grep -o 'href="[^"]*"' | sort -u | wc -l | tr -d ' '
