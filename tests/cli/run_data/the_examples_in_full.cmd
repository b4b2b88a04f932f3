# all examples with full borders: each is drawn, and misses no point
[ -d "$CM_TEST_DATA/boundaries" ] || { echo "skipped: no full borders"; exit; }
for lang in ja en; do
    for project in "$CM_TEST_SHARE"/examples/*/project.yaml; do
        clustermap map "$project" -q --data "$CM_TEST_DATA" --lang $lang --lint --dpi 60 -o map.png
    done
done
