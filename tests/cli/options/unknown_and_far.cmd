clustermap density --zzzzzz 5 a.csv -o a.tif
