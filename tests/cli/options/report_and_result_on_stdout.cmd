clustermap rings a.csv --radii 1km --centre 141,43 --json -o -
