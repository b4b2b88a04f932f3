# 11,700 x 11,700 cells of 1 m are over the 2^27 that are measured at once
printf 'x,y\n0.5,11699.5\n11699.5,0.5\n' >p.csv
clustermap distance p.csv --x x --y y --crs none --cell 1 --extent 0,0,11700,11700 -o d.tif --json |
    sed 's/"seconds.*//'
gdalinfo d.tif | grep 'Size is\|NoData\|STATISTICS_M[AI]'
for at in '0 0' '3 4' '3000 4000' '11699 11699' '0 11699'; do
    # shellcheck disable=SC2086
    gdallocationinfo -valonly d.tif $at
done
ls
