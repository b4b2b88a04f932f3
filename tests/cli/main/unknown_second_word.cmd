clustermap gazetteer bild
