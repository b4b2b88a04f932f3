# the script for bash: verbs, options, values after a blank and after =, files by their endings
command -v bash >/dev/null || { echo 'skipped: no bash' && exit 0; }
touch members.csv notes.txt GRID.TIF 'two words.csv' && mkdir folder
cat >typed.bash <<'BASH'
source "$CM_TEST_SHARE/../cli/completion.bash"
complete -p clustermap
try() {
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
    _clustermap clustermap
    printf '%s:' "$*"
    printf ' [%s]' "${COMPREPLY[@]}"
    echo
}
try clustermap de
try clustermap gazetteer n
try clustermap density --ban
try clustermap density --kernel q
try clustermap density --kernel = tri
try clustermap density --per =
try clustermap density m
try clustermap density two
try clustermap contour G
try clustermap density f
try clustermap density notes
try clustermap info notes
try clustermap run --output-dir m
try clustermap run --output-dir f
try clustermap x y
BASH
bash --norc typed.bash
