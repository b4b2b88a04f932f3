# the Debian package is of the program's version and date, and asks for the libraries that a build needs
version=$(clustermap --version | cut -d ' ' -f 2)
date=$(sed -n 's/^VERSION_DATE := //p' "$CM_TEST_SHARE/../Makefile")
head -n 1 "$CM_TEST_SHARE/../docs/debian/changelog" | grep -F "clustermap ($version) "  >/dev/null || echo "not of $version"
grep -F "  $(date -u -d "$date" '+%a, %d %b %Y') 00:00:00 +0000" "$CM_TEST_SHARE/../docs/debian/changelog" >/dev/null ||
    echo "not of $date"
# For building, and for whoever links the archive.
sed -n 's/.*\(library\|header\) \(lib[a-z0-9.-]*-dev\|zlib1g-dev\) .*/\2/p' "$CM_TEST_SHARE/../.ci/setup" | grep -vx libc6-dev |
    while read -r package; do
        [ "$(grep -cx " $package," "$CM_TEST_SHARE/../docs/debian/control")" = 2 ] || echo "control without $package"
    done
