echo x >file
clustermap run "$CM_TEST_SHARE/examples/sapporo/project.yaml" --output-dir file
clustermap run "$CM_TEST_SHARE/examples/sapporo/project.yaml" --output-dir none/deep
ls
