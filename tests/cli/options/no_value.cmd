clustermap density a.csv -o
