clustermap exprot
clustermap infos
clustermap nearset
clustermap q
