# the description is JSON, and holds every verb with every option that its help lists
clustermap --describe >all.json || exit 1
jq -r '.verbs[].name' all.json
for verb in density rings geocode; do
    jq -r --arg verb "$verb" '.verbs[] | select(.name == $verb) | .options[].name' all.json | sort >described
    clustermap "$verb" --help | sed -n 's/^  .. --\([a-z-]*\).*/\1/p' | sort >listed
    cmp described listed && echo "$verb agrees"
done
