# Values without a surface are drawn cell by cell, in the same classes.
command -v gdal_translate >/dev/null || { echo "skipped: gdal_translate is not there"; exit; }
awk 'BEGIN {print "ncols 60\nnrows 60\nxllcorner -80000\nyllcorner -105000\ncellsize 100"
    for (i = 0; i < 60; i++) {for (j = 0; j < 60; j++) printf "%d.5 ", (i * 7919 + j * 104729) % 97; print ""}}' >m.asc
gdal_translate -q -ot Float32 -a_srs EPSG:6680 m.asc m.tif
clustermap map m.tif -q -o m.svg --theme graduated
grep -o '>[0-9.]*–[0-9.]*<' m.svg
