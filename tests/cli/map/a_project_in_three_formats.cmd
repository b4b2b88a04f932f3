project=$CM_TEST_SHARE/examples/sapporo/project.yaml
for format in pdf svg png; do
    clustermap map "$project" -q -o m.$format --dpi 100 --lang en && ls m.$format
done
grep -c 'The IT cluster of Sapporo' m.svg | awk '{print ($1 > 0)}'
clustermap map "$project" -q -o m.svg --paper A3 --landscape && head -c 400 m.svg | grep -o 'width="[^"]*" height="[^"]*"'
clustermap map "$project" -o m.svg --paper A9
clustermap map "$project" -o m.svg --scale 1:0
clustermap map "$project" -o m.svg --no-clobber
clustermap map none.yaml -o m.svg
