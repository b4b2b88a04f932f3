#!/bin/sh
# make_pages.sh CLUSTERMAP FOLDER - writes all manual pages into a folder: the options from the
# program's own description, the prose from the files beside this one. Needs jq and scdoc.
set -e
sources=$(dirname "$0") description=$2/describe.json
mkdir -p "$2"
"$1" --describe >"$description"

roff() { # PAGE: without the empty paragraphs that scdoc leaves
    scdoc <"$1.scd" >"$1.roff"
    awk '$0 == ".P" {held = 1; next}
        $0 == ".RE" {print; last = $0; next}
        held && last !~ /^\.(TH|SH|SS)/ && !/^\.(SH|SS)/ {print ".P"}
        {print; last = $0; held = 0}' "$1.roff" >"$1"
}
page() { # VERB PROSE PAGE
    jq -r --arg verb "$1" --rawfile prose "$sources/$2.scd" -f "$sources/page.jq" "$description" >"$3.scd"
    roff "$3"
}
page '' clustermap "$2/clustermap.1"
jq -r '.verbs[].name' "$description" | while read -r verb; do
    name=$(echo "$verb" | tr ' ' -)
    page "$verb" "$name" "$2/clustermap-$name.1"
done
awk -v version="$(jq -r .version "$description")" -f "$sources/project.awk" \
    "$sources/../PROJECT.md" >"$2/clustermap-project.5.scd"
roff "$2/clustermap-project.5"
rm -f "$2"/*.scd "$2"/*.roff "$description"
