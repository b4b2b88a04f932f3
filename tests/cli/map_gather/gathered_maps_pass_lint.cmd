awk 'BEGIN { print "name,kind,lon,lat"
             for (i = 0; i < 900; i++) printf "n%d,k%d,%.5f,%.5f\n", i, i % 3, 141.3 + i % 30 / 400, 43 + int(i / 30) / 600 }' >list.csv
for how in hexagons circles never; do
    printf 'title: List\nsubtitle: All\nas_of: "2020"\nlanguage: en\ncredit: ["Members: a list"]\nmembers: {file: list.csv, category: kind}\nmap: {dpi: 72, gather: %s, scale: 250000}\n' $how >p.yaml
    clustermap map p.yaml --lint --json -q -o m.svg 2>said >report
    echo "$how $? $(jq -c '[.gathered > 0, [.lint[] | select(.status == "missed") | .point]]' report)"
done
