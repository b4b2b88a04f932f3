printf 'pref,city,town,koaza,lat,lng\n北海道,札幌市北区,北七条西四丁目,,43.068,141.35\n' >p.csv
clustermap gazetteer build p.csv -o p.gaz --progress json -q 2>&1 | grep -c progress | awk '{print ($1 > 0)}'
clustermap gazetteer build p.csv -o p.gaz --progress sometimes
