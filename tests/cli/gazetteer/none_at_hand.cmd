clustermap gazetteer find 札幌市
