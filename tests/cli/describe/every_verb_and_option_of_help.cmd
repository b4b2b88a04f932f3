# the description is JSON, and holds every verb with every option that its help lists
clustermap --describe >all.json || exit 1
jq -r '.verbs[].name' all.json >described
clustermap --help | sed -n 's/^  \(gazetteer [a-z]*\|[a-z][a-z]*\)  .*/\1/p' >listed
cmp described listed || exit 1
while read -r verb; do
    jq -r --arg verb "$verb" '.verbs[] | select(.name == $verb) | .options[].name' all.json | sort >described
    clustermap $verb --help </dev/null | sed -n 's/^  ... --\([a-z-]*\).*/\1/p' | sort >listed
    { [ -s listed ] && cmp described listed; } || echo "$verb: its help and description differ"
done <<LIST
$(jq -r '.verbs[].name' all.json)
LIST
