# every page is made without a warning, holds all options of its verb, and no line is too wide
for tool in scdoc jq mandoc; do command -v $tool >/dev/null || { echo "skipped: no $tool" && exit 0; }; done
SOURCE_DATE_EPOCH=0 sh "$CM_TEST_SHARE/../docs/man/make_pages.sh" clustermap pages || exit 1
SOURCE_DATE_EPOCH=0 sh "$CM_TEST_SHARE/../docs/man/make_pages.sh" clustermap again && diff -r pages again
clustermap --describe >all.json
for page in pages/*; do
    mandoc -T lint -W warning "$page"
    mandoc -T utf8 -O width=78 "$page" | col -bx | LC_ALL=C.UTF-8 grep -E '.{81}'
    grep -q '1970-01-01' "$page" || echo "$page: another date"
done
jq -r '.verbs[] | .name as $verb | .options[] | "\($verb | gsub(" "; "-")) \(.name)"' all.json |
    while read -r verb option; do
        sed 's/\\//g' "pages/clustermap-$verb.1" | grep -q -- "--$option" || echo "clustermap-$verb.1: no --$option"
    done
# every key of a project file
mandoc -T ascii -O width=300 pages/clustermap-project.5 | col -bx >project.txt
sed -n 's/^| `\([a-z_]*\)`.*/\1/p' "$CM_TEST_SHARE/../docs/PROJECT.md" | while read -r key; do
    grep -qw -- "$key" project.txt || echo "clustermap-project.5: no $key"
done
