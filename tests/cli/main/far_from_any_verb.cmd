clustermap xyzzy
