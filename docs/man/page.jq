# page.jq - the manual page of a verb, or of the program, in scdoc, from clustermap --describe.
# Run with --arg verb NAME (empty: the program) and --rawfile prose FILE.

def escaped: gsub("(?<mark>[\\\\*_`])"; "\\\(.mark)");
def capital: (.[:1] | ascii_upcase) + .[1:];
def sentence: escaped | capital | sub("^(?<mark>[.#|\\]\\[:-])"; "\\\(.mark)");
def file_name: gsub(" "; "-");
def value: if . == "" then "" else " _\(escaped)_" end;
def letter: if .letter then "*-\(.letter)*, " else "" end;

def range:
  if .type == "number" or .type == "integer" then " From \(.low) to \(.high)."
  elif .type == "length" then " From \(.low) to \(.high) m."
  else "" end;
def bounds: if .low == null or (.high | fabs) >= 1e30 then "" else range end;
# A choice is spelled as it is typed, also where a sentence begins with it.
def begins_with_choice:
  (.help | split(" ")[0] | rtrimstr(",") | rtrimstr(":")) as $word | any((.choices // [])[]; . == $word);
def choices:
  .help as $help | (.choices // []) as $choices
  | if all($choices[]; . as $choice | $help | contains($choice)) then ""
    else ": " + ($choices | join(", ")) end;
def default: if .default then " Default: \(.default | escaped)." else "" end;
def needed: if .required then " Required." else "" end;

def option:
  "\(letter)*--\(.name)*\(.value | value)\n\t"
  + (if begins_with_choice then .help | escaped else .help + choices | sentence end) + "." + default + bounds + needed + "\n";

def options:
  reduce .[] as $option ([];
    if length > 0 and .[-1].group == $option.group then .[-1].options += [$option]
    else . + [{group: $option.group, options: [$option]}] end)
  | map((if .group == "Options" then "" else "## \(.group | ascii_upcase)\n\n" end)
        + (.options | map(option) | join("\n")))
  | join("\n");

def operands:
  map("_\(.name | escaped)_\(if .repeated then "..." else "" end)\n\t\(.help | sentence)."
      + (if .optional then " It may be left out." else "" end) + "\n")
  | join("\n");

def examples: map("*\(.command | escaped)*\n\t\(.why | sentence).\n") | join("\n");

def exit_status:
  "# EXIT STATUS\n\n*0*\n\tDone.\n\n*1*\n\tIt failed; standard error says why.\n\n"
  + "*2*\n\tWrong usage.\n\n*3*\n\tDone, but rows were rejected, under *--strict*.\n";

def synopsis:
  "*clustermap \(.name)* [_OPTIONS_] _\(.inputs | escaped)_"
  + (if any(.options[]; .name == "output") then " *-o* _FILE_" else "" end);

def formats:
  if .formats then (.formats | split(" ") - ["pg"] | join(", ")) as $extensions
    | "_FILE_'s extension decides its format: \($extensions).\n\n"
    + (if any(.formats | split(" ")[]; . == "pg")
       then "_PG:dbname=... tables=NAME_ instead of a file is a table of a PostGIS database.\n\n" else "" end)
  else "" end;

def verb_page:
  "# NAME\n\nclustermap-\(.name | file_name) - \(.summary | escaped)\n\n# SYNOPSIS\n\n\(synopsis)\n\n"
  + $prose + "\n" + formats + "# INPUTS\n\n" + (.operands | operands) + "\n# OPTIONS\n\n" + (.options | options)
  + "\n# EXAMPLES\n\n" + (.examples | examples) + "\n" + exit_status
  + "\n# SEE ALSO\n\n*clustermap*(1)"
  + (if any(.operands[].kinds[]; . == "project") then ", *clustermap-project*(5)" else "" end) + "\n";

def verb_list:
  map("*clustermap-\(.name | file_name)*(1)\n\t\(.summary | sentence).\n") | join("\n");
def verbs:
  reduce .[] as $verb ([];
    if length > 0 and .[-1].group == $verb.group then .[-1].verbs += [$verb]
    else . + [{group: $verb.group, verbs: [$verb]}] end)
  | map("## \(.group | ascii_upcase)\n\n\(.verbs | verb_list)") | join("\n");

def program_page:
  "# NAME\n\nclustermap - maps of industrial clusters\n\n# SYNOPSIS\n\n"
  + "*clustermap* _VERB_ [_OPTIONS_] _INPUT_... *-o* _OUTPUT_++\n"
  + "*clustermap* _VERB_ *--help*++\n"
  + "*clustermap* *--help* | *--version* | *--describe*\n\n"
  + ($prose | split("# DESCRIPTION FOR")[0]) + "\n# VERBS\n\n" + (.verbs | verbs) + "\n# OPTIONS\n\n"
  + (.options | map("\(letter)*--\(.name)*\(.value | value)\n\t\(.help | sentence).\n") | join("\n"))
  + "\n" + exit_status + "\n# DESCRIPTION FOR" + ($prose | split("# DESCRIPTION FOR")[1])
  + "\n# SEE ALSO\n\n*clustermap-project*(5), *clustermap-run*(1)\n";

.version as $version
| ($verb | if . == "" then "clustermap" else "clustermap-\(file_name)" end) as $page
| "\($page)(1) \"clustermap \($version)\" \"clustermap\"\n\n"
  + (if $verb == "" then program_page else (.verbs[] | select(.name == $verb) | verb_page) end)
