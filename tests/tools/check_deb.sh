#!/bin/sh
# check_deb.sh FOLDER - builds the Debian packages twice without a network, compares them, lets
# lintian judge, installs them into a folder, runs the program, links the library, purges all.
set -eu
for tool in dpkg-buildpackage dh lintian; do
    command -v $tool >/dev/null || { echo "skipped: no $tool" && exit 0; }
done
offline='unshare -rn'
$offline true 2>/dev/null || { echo 'no unshare: the build could reach the network' && offline=; }
folder=$1 work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

make -s deb O="$folder" deb_run="$offline"
make -s deb O="$work/elsewhere" deb_run="$offline" >/dev/null
for package in "$folder"/deb/*.deb; do
    cmp "$package" "$work/elsewhere/deb/${package##*/}"
done
echo 'built twice, in two folders: the same bytes'
lintian --allow-root --fail-on error,warning "$folder"/deb/*.deb
echo 'lintian has nothing to say'

root=$work/system database=$work/system/var/lib/dpkg
mkdir -p "$database/info" "$database/updates" "$work/out"
: >"$database/status"
administer() { # not the machine's packages: a database of its own, which lacks what these depend on
    unshare -r dpkg --root="$root" --force-depends --force-script-chrootless --log="$work/log" "$@" \
        >"$work/dpkg.log" 2>&1 || { cat "$work/dpkg.log" && return 1; }
}
administer -i "$folder"/deb/*.deb
dpkg-query --admindir="$database" -W
"$root/usr/bin/clustermap" --version
"$root/usr/bin/clustermap" run "$root/usr/share/clustermap/examples/sapporo/project.yaml" --output-dir "$work/out" -q
pdfinfo "$work/out/sapporo.pdf" | grep -E '^(Title|Pages)'
"$root/usr/bin/clustermap" export "$work/out/members.geojson" -o "$work/out/page.html" -q
grep -q 'Redistribution and use' "$work/out/page.html" # with Leaflet and its licence
[ -e "$root/usr/share/clustermap/qgis/clustermap/metadata.txt" ]
libraries=$(dirname "$root"/usr/lib/*/libclustermap.so.0)
printf '%s\n' '#include <clustermap/density.h>' 'int main(void)' \
    '{ return cm_kernel_radius_per_sd(CM_KERNEL_QUARTIC) > 2 ? 0 : 1; }' >"$work/other.c"
# shellcheck disable=SC2046 # a list of flags
cc "$work/other.c" $(PKG_CONFIG_PATH=$libraries/pkgconfig pkg-config --define-variable=prefix="$root/usr" \
    --cflags --libs clustermap) -o "$work/other"
LD_LIBRARY_PATH=$libraries "$work/other"
echo 'installed, run and linked'
administer -P clustermap libclustermap-dev libclustermap0
left=$(find "$root" ! -type d ! -path "$database/*")
[ -z "$left" ] || { echo "left after a purge: $left" && exit 1; }
[ ! -e "$root/usr" ] || { find "$root/usr" && exit 1; }
echo 'purged: nothing is left'
