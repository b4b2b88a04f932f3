for value in 0 -1 nan inf 0x10 1e999 35,5 5miles '' 1e9; do
    clustermap density a.csv -o a.tif --cell "$value"
    echo $?
done
