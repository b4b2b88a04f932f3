#compdef clustermap
# completion.zsh - completes clustermap in zsh; the program itself says what may stand there.
_clustermap() {
    local -a typed answer endings described
    local what

    typed=("${(@Q)words[2,CURRENT]}")
    if [[ $typed[-1] == --*=* ]]; then
        typed=("${(@)typed[1,-2]}" "${typed[-1]%%=*}" "${typed[-1]#*=}")
        compset -P '*='
    fi
    answer=("${(@f)$(${~words[1]} --complete "${(@)typed}" 2>/dev/null)}")
    what=$answer[1]
    case $what in
    files)
        _files
        ;;
    files*)
        endings=(${=what#files})
        _files -g "(#i)*.(${(j:|:)endings})"
        ;;
    folders)
        _files -/
        ;;
    words)
        described=("${(@)${(@)answer[2,-1]//:/\\:}/$'\t'/:}")
        _describe -V word described
        ;;
    esac
}
_clustermap "$@"
