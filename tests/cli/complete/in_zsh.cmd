# the script for zsh, in a shell that is typed into
command -v zsh >/dev/null || { echo 'skipped: no zsh' && exit 0; }
mkdir functions && cp "$CM_TEST_SHARE/../cli/completion.zsh" functions/_clustermap
touch members.csv notes.txt
cat >typed.zsh <<'ZSH'
zmodload zsh/zpty
zpty shell "PS1= TERM=dumb zsh -f -i"
zpty -w shell 'fpath=(functions $fpath); autoload -Uz compinit; compinit -u -d dump; unsetopt zle_bracketed_paste'
zpty -w shell 'clustermap() { [[ $1 == --complete ]] && command clustermap "$@" || print -r -- "typed: $*" }'
zpty -n -w shell $'clustermap density mem\t --ker\tq\t --per=u\t\n'
zpty -w shell exit
while zpty -r shell line; do
    print -r -- ${line//$'\r'/}
done
ZSH
zsh -f typed.zsh | grep '^typed:'
