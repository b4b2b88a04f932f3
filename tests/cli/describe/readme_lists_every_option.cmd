# the list in README.md is what its maker makes now; if not: make readme
sed -n '/^<!-- From here/,/^## /{/^<!--/d;/^## /d;p}' "$CM_TEST_SHARE/../README.md" >kept
clustermap --describe | jq -r -f "$CM_TEST_SHARE/../docs/man/readme.jq" >made
diff kept made
