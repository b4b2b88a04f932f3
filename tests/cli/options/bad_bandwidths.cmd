for value in 0 -1 1e-160 1e300 nan scot 5miles; do
    clustermap density a.csv -o a.tif --bandwidth="$value"
    echo $?
done
