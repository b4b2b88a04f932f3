# completion.bash - completes clustermap in bash; the program itself says what may stand there.
# shellcheck shell=bash
_clustermap() {
    local typed=${COMP_WORDS[COMP_CWORD]} words=() word what entry

    # bash splits --option=value in three; the program takes the two parts that matter.
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        [[ $word == = ]] || words+=("$word")
    done
    [[ $typed != = ]] || typed=
    COMPREPLY=()
    while IFS= read -r word; do
        if [[ -z $what ]]; then
            what=$word
        elif [[ ${word%%$'\t'*} == "$typed"* ]]; then
            COMPREPLY+=("${word%%$'\t'*}")
        fi
    done < <("${1/#~\//$HOME/}" --complete "${words[@]}" "$typed" 2>/dev/null)

    # Files with one of the endings, and the folders on the way to them.
    case $what in
    files* | folders)
        compopt -o filenames 2>/dev/null
        while IFS= read -r entry; do
            word=${entry##*.}
            if [[ $what == files || -d ${entry/#~\//$HOME/} || "$what " == *" ${word,,} "* ]]; then
                COMPREPLY+=("$entry")
            fi
        done < <(compgen -f -- "$typed")
        ;;
    esac
}
complete -F _clustermap clustermap
