# a word means the same in every verb: where two verbs have an option, help and type agree
clustermap --describe |
    jq -r '.verbs[].options[] | select(.name as $n | ["output","where","crs","json","quiet"] | index($n)) | [.name, .type, .help] | @tsv' |
    sort -u | cut -f 1 | uniq -c | awk '{print $1, $2}'
