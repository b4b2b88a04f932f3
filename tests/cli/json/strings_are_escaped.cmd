printf 'name,lon,lat\n"a ""b"" \\ c",141.35,43.07\n' >'q"uote.csv'
clustermap info 'q"uote.csv' --json | jq -c '[.rows, .geometry]'
