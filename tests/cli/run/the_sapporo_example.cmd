clustermap run "$CM_TEST_SHARE/examples/sapporo/project.yaml" --output-dir out --json 2>err >report.json
echo $?
jq -c '[.members, .placed, .rejected, .crs, .scale, .on_map, .labels_left_out]' report.json
ls out
pdfinfo out/sapporo.pdf | grep -E '^(Title|Page size)'
pdftotext out/sapporo.pdf - | grep -c 北海道大学
xmllint --noout out/sapporo.svg && grep -c '<text' out/sapporo.svg | awk '{print ($1 > 40)}'
ogrinfo -q out/sapporo.gpkg
