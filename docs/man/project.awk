# project.awk - clustermap-project(5) in scdoc, from docs/PROJECT.md; run with -v version=N.
function marked(text,    result) {
    gsub(/\\/, "\\\\", text)
    gsub(/[*_]/, "\\\\&", text)
    while (match(text, /`[^`]*`/)) {
        result = result substr(text, 1, RSTART - 1) "*" substr(text, RSTART + 1, RLENGTH - 2) "*"
        text = substr(text, RSTART + RLENGTH)
    }
    return result text
}
function cell(i,    text) {
    text = cells[i]
    gsub(/^ +| +$/, "", text)
    return marked(text)
}
NR == 1 {
    printf "clustermap-project(5) \"clustermap %s\" \"clustermap\"\n\n", version
    print "# NAME\n\nclustermap-project - the project file of clustermap run and clustermap map\n"
    print "# DESCRIPTION"
    next
}
/^## / { # a heading in capitals hides how its key is spelled
    key = $0 ~ /`/ ? "Under the key " marked(substr($0, 4)) ":\n" : ""
    gsub(/`/, "")
    print "# " toupper(marked(substr($0, 4))) "\n" (key == "" ? "" : "\n" key)
    next
}
/^\|---/ || /^\| key \|/ { next }
/^\|/ {
    split($0, cells, "|")
    print cell(2) "\n\t" cell(3) ".\n"
    next
}
{ print marked($0) }
END { print "\n# SEE ALSO\n\n*clustermap-run*(1), *clustermap-map*(1)" }
