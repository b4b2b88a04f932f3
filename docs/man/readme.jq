# readme.jq - the README's list of verbs and options, from clustermap --describe.
def own: [.options[] | select(.group == "Options") | "`--\(.name)`"] | join(" ");
# Groups of options that several verbs have alike; which verbs those are, their help says.
def shared:
  [.verbs[].options[] | select(.group != "Options") | {group, name}]
  | group_by(.group) | map({group: .[0].group, names: (map("`--\(.name)`") | unique | join(" "))});

"",
"| verb | what it does | its own options |",
"|---|---|---|",
(.verbs[] | "| `\(.name)` | \(.summary) | \(own) |"),
"",
"Options that mean the same wherever they are taken:",
"",
"| | |",
"|---|---|",
(shared[] | "| \(.group) | \(.names) |"),
""
