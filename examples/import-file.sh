#!/bin/sh
# Imports a CSV file, waits until its customers are segmented, and prints the segments as JSON.
#
#   HOLDFAST_KEY=$(cat .data/admin-api-key) examples/import-file.sh customers.csv
set -eu

url=${HOLDFAST_URL:-http://127.0.0.1:4000}
file=${1:?which file}

# Asks a GraphQL question ($1) with variables ($2, JSON) and prints the answer.
ask() {
  curl --silent --show-error --fail-with-body "$url/graphql" \
    --header "Authorization: Bearer $HOLDFAST_KEY" \
    --header 'Content-Type: application/json' \
    --data "{ \"query\": \"$1\", \"variables\": $2 }"
}

# Prints the first string with the key $1 in the JSON on standard input; use jq where you have it.
pick() {
  sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

# 1. The bytes go to /uploads, which answers with an id.
upload=$(curl --silent --show-error --fail-with-body "$url/uploads?filename=customers.csv" \
  --header "Authorization: Bearer $HOLDFAST_KEY" \
  --data-binary "@$file" | pick uploadId)

# 2. The upload becomes a dataset; analyse: true segments the customers and scores them once they are in.
mutation='mutation ($input: ImportDatasetInput!) { importDataset(input: $input) { dataset { id } userErrors { message } } }'
answer=$(ask "$mutation" "{ \"input\": { \"uploadId\": \"$upload\", \"name\": \"Example\", \"analyse\": true } }")
dataset=$(echo "$answer" | pick id)
if [ -z "$dataset" ]; then
  echo "$answer" >&2
  exit 1
fi

# 3. All of this takes a while; ask until it is done, or until a job has failed.
while :; do
  progress=$(ask 'query ($id: ID!) { dataset(id: $id) { activeSegmentation { selectedK } } jobs(datasetId: $id, states: [FAILED]) { totalCount } }' \
    "{ \"id\": \"$dataset\" }")
  case $progress in
    *'"selectedK":'[0-9]*) break ;;
    *'"totalCount":0'*) sleep 1 ;;
    *) echo "A job has failed: $progress" >&2; exit 1 ;;
  esac
done

# 4. Who the customers are.
ask 'query ($id: ID!) { dataset(id: $id) { customerCount activeSegmentation { segments { key name size share } } } }' \
  "{ \"id\": \"$dataset\" }"
