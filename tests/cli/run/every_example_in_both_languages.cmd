# every member has a place on the page or is named as rejected, and every name found room
for project in "$CM_TEST_SHARE"/examples/*/project.yaml; do
    folder=${project%/project.yaml} name=$(basename "${project%/project.yaml}")
    [ -s "$folder/README.md" ] || echo "$name: no README.md"
    for lang in ja en; do
        clustermap map -q "$project" --lang $lang -o $lang.svg --json >report.json 2>err || cat err
        printf '%s %s ' "$name" $lang
        jq -c '[.members, .placed, .rejected, .outside, .labels_left_out]' report.json
        [ -s err ] && cat err
        xmllint --noout $lang.svg
        grep -c '<g id="members"' $lang.svg | grep -vx 1
    done
    cmp -s ja.svg en.svg && echo "$name: one language"
    # what a checkout may hold of others' data
    cat "$folder"/places.csv 2>/dev/null | awk -v n="$name" 'END {if (NR > 301) print n ": too many places"}'
    cat "$folder"/*.geojson 2>/dev/null | wc -c | awk -v n="$name" '$1 > 40000 {print n ": outlines too large"}'
done
clustermap run -q "$CM_TEST_SHARE/examples/family-tree/project.yaml" --output-dir out
pdfinfo out/family-tree.pdf | grep Pages
