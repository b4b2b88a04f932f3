# Every point that applies, in both languages; 38 are told.
project=$CM_TEST_SHARE/examples/sapporo/project.yaml
for language in ja en; do
    clustermap map "$project" -q -o m.svg --lint --lang $language && echo "$language: sound"
done
clustermap map "$project" -q -o m.svg --lint --json >report.json
grep -o '"status": "[a-z ]*"' report.json | sort | uniq -c | sed 's/^ *//'
