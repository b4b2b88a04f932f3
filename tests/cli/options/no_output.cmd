clustermap density a.csv
