# a limit on a file's size stands for a disk that is full: the old file stays, nothing is left over
awk 'BEGIN {print "x,y"; for (i = 0; i < 500; i++) printf "%d,%d\n", (i * 7919) % 1000, (i * 104729) % 997}' >p.csv
echo old >d.tif
for kind in "" --cog "--compress deflate"; do
    for blocks in 1 8 64 200; do
        # shellcheck disable=SC2086 # options on purpose
        (ulimit -f $blocks; clustermap density p.csv --x x --y y --crs none -q --bandwidth 300 --cell 2 $kind -o d.tif 2>err
        echo "$kind $blocks: $? $(wc -l <err) $(sed 's/.*: d.tif: //; s/^clustermap: //' err)")
        cat d.tif
    done
done
ls -A
