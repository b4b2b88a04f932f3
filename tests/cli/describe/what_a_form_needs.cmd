# every verb has typed inputs and outputs; what names a file, a column or rows says of which kind
clustermap --describe >all.json || exit 1
jq -r '
  (.kinds | keys) as $kinds
  | .verbs[] | . as $verb
  | ((.operands | length) > 0) as $typed | ((.outputs | length) > 0) as $made
  | (if $typed and $made then empty else "\(.name): no operands or outputs" end),
    (.operands[] | select(.kinds - $kinds != []) | "\($verb.name) \(.name): a kind that is not explained"),
    (.operands[] | select(.min > .max) | "\($verb.name) \(.name): never enough"),
    (.outputs[] | select(.kind | IN($kinds[]) | not) | "\($verb.name): makes what is not explained"),
    (.outputs[] | select(.option and .kind != "folder" and .formats == [])
      | "\($verb.name) --\(.option): no formats"),
    (.options[] | . as $option
      | select(.type == "text" and .kind == null
          and (.value | test("\\.[a-z]+$|^FILE|^COL$|^SQL$|^DIR$|^(POINTS|POLYGONS|LINES|FEATURES|MEMBERS)")))
      | "\($verb.name) --\(.name): no kind"),
    (.options[] | select(.kind != null) | select(.kind | IN($kinds[]) | not)
      | "\($verb.name) --\(.name): a kind that is not explained"),
    (.options[] | select(.of) | .of as $of
      | select(($verb.operands | map(.name)) + ($verb.options | map("--" + .name)) | index($of) | not)
      | "\($verb.name) --\(.name): of nothing, \(.of)"),
    (.options[] | select(.default and .choices) | select(.default as $d | .choices | index($d) | not)
      | "\($verb.name) --\(.name): its default is no choice")' all.json
jq -c '.verbs[] | select(.name == "nearest") | .operands[1], .outputs, (.options[] | select(.name == "by"))' all.json
jq -c '.verbs[] | [.name, (.options[] | select(.required and .name != "output") | .name)] | select(length > 1)' all.json
