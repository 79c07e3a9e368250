#!/bin/sh
# Has a list of all customers of a dataset written as JSON lines, waits for it, and prints it.
#
#   HOLDFAST_KEY=$(cat .data/admin-api-key) examples/nightly-list.sh DATASET_ID > customers.jsonl
set -eu

url=${HOLDFAST_URL:-http://127.0.0.1:4000}
dataset=${1:?which dataset}

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

# 1. A job writes the list; `filter` takes what `customers` does, also an audience or an arm of a campaign.
mutation='mutation ($input: ExportCustomersInput!) { exportCustomers(input: $input) { customerExport { id } userErrors { message } } }'
answer=$(ask "$mutation" "{ \"input\": { \"datasetId\": \"$dataset\", \"format\": \"JSON_LINES\" } }")
export=$(echo "$answer" | pick id)
if [ -z "$export" ]; then
  echo "$answer" >&2
  exit 1
fi

# 2. Ask until it is done, or has failed.
while :; do
  progress=$(ask 'query ($id: ID!) { customerExport(id: $id) { url job { state } } }' "{ \"id\": \"$export\" }")
  case $progress in
    *'"state":"COMPLETED"'*) break ;;
    *'"state":"FAILED"'* | *'"state":"CANCELLED"'*)
      echo "$progress" >&2
      exit 1
      ;;
  esac
  sleep 1
done

# 3. Whoever has the address fetches the file, without a key, for a day. Its path is the same at every address of the server.
address=$(echo "$progress" | pick url)
curl --silent --show-error --fail-with-body "$url/exports/${address##*/exports/}"
