clustermap density --bandwith 5 a.csv
