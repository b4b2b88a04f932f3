# the Debian package is of the program's version and date
version=$(clustermap --version | cut -d ' ' -f 2)
date=$(sed -n 's/^VERSION_DATE := //p' "$CM_TEST_SHARE/../Makefile")
head -n 1 "$CM_TEST_SHARE/../docs/debian/changelog" | grep -F "clustermap ($version) "  >/dev/null || echo "not of $version"
grep -F "  $(date -u -d "$date" '+%a, %d %b %Y') 00:00:00 +0000" "$CM_TEST_SHARE/../docs/debian/changelog" >/dev/null ||
    echo "not of $date"
