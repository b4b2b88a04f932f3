# a program of someone else compiles and links by pkg-config alone, with the shared library and the archive
root=$CM_TEST_SHARE/.. built=$(dirname "$(command -v clustermap)")
if nm -D "$built/libclustermap.so.0" | grep -qE '__(asan|ubsan|gcov)'; then echo 'skipped: an instrumented library' && exit 0; fi
mkdir made && ln -s "$built/clustermap" "$built/libclustermap.a" "$built/libclustermap.so.0" made/ && cp -R "$built/web" made/
MAKEFLAGS='' make -s -C "$root" O="$PWD/made" DESTDIR="$PWD/system" prefix=/usr install-built >/dev/null || exit 1
cat >other.c <<'C'
#include <clustermap/crs.h>
#include <clustermap/density.h>
#include <stdio.h>
int main(void)
{
    cm_crs *crs = NULL;
    if (cm_crs_create(&crs, "EPSG:6680"))
        return puts(cm_error_text()), 1;
    printf("%.4f\n", cm_kernel_radius_per_sd(CM_KERNEL_QUARTIC));
    cm_crs_destroy(crs);
    return 0;
}
C
config() { PKG_CONFIG_PATH=$PWD/system/usr/lib/pkgconfig pkg-config --define-variable=prefix="$PWD/system/usr" "$@" clustermap; }
config --modversion
# shellcheck disable=SC2046 # lists of flags
cc -Wall -Werror other.c $(config --cflags --libs) -Wl,-rpath,"$PWD/system/usr/lib" -o shared && ./shared
readelf -d shared | grep -o 'libclustermap.so.0'
rm system/usr/lib/libclustermap.so*
# All of --static would ask for archives of each library that GDAL uses: only our own is taken in.
private=$(sed -n 's/^Libs.private: //p' system/usr/lib/pkgconfig/clustermap.pc)
# shellcheck disable=SC2046,SC2086
cc -Wall -Werror other.c $(config --cflags --libs) $(pkg-config --libs $(config --print-requires-private)) $private \
    -o static && ./static
! readelf -d static | grep libclustermap
