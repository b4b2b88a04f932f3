# what is installed is complete and works from where it lies; uninstalling leaves no file
root=$CM_TEST_SHARE/.. built=$(dirname "$(command -v clustermap)")
mkdir made && ln -s "$built/clustermap" "$built/libclustermap.a" "$built/libclustermap.so.0" made/ && cp -R "$built/web" made/
if command -v scdoc >/dev/null && command -v jq >/dev/null; then
    SOURCE_DATE_EPOCH=0 sh "$root/docs/man/make_pages.sh" clustermap made/man || exit 1
fi
put() { MAKEFLAGS='' make -s -C "$root" O="$PWD/made" DESTDIR="$PWD/root" prefix=/usr "$1" >put.log 2>&1 || cat put.log; }
put install-built
(cd root/usr && ls -d bin/* lib/* lib/pkgconfig/* include/* share/*)
if [ -d made/man ]; then
    clustermap --describe | jq -r '.verbs[].name | gsub(" "; "-") | "clustermap-\(.).1"' | while read -r page; do
        [ -s "root/usr/share/man/man1/$page" ] || echo "no $page"
    done
    [ -s root/usr/share/man/man1/clustermap.1 ] && [ -s root/usr/share/man/man5/clustermap-project.5 ] || echo 'no page'
fi
root/usr/bin/clustermap --version
bash -n root/usr/share/bash-completion/completions/clustermap
head -n 1 root/usr/share/zsh/site-functions/_clustermap
put uninstall
find root ! -type d
find root -name '*clustermap*' ! -path '*/bash-completion/*'
