clustermap density -o a.tif
