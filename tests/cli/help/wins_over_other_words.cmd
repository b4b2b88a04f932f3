clustermap density --bandwidth 0 --help | head -n 1
