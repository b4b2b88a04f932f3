for folder in a b; do
    mkdir -p $folder/deep
    (cd $folder/deep && clustermap run -q "$CM_TEST_SHARE/examples/sapporo/project.yaml" --output-dir out)
done
diff -r a/deep/out b/deep/out && echo same
