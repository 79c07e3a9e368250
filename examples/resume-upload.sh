#!/bin/sh
# Uploads a file of any size so that a broken line costs next to nothing (the tus protocol), and prints its upload id.
# Where it gives up, the same command with the printed address continues.
#
#   HOLDFAST_KEY=$(cat .data/admin-api-key) examples/resume-upload.sh customers.csv [address]
set -eu

url=${HOLDFAST_URL:-http://127.0.0.1:4000}
file=${1:?which file}
address=${2:-}

# A request of the protocol; prints the head of the answer.
tus() {
  curl --silent --show-error --fail --dump-header - --output /dev/null \
    --header "Authorization: Bearer $HOLDFAST_KEY" --header 'Tus-Resumable: 1.0.0' "$@"
}

# Prints the value of the header $1, in lower case, of the head on standard input.
pick() {
  tr -d '\r' | awk -v name="$1" 'tolower($1) == name ":" { print $2 }'
}

# 1. Begin: how many bytes will come, and the name of the file.
size=$(wc -c < "$file" | tr -d ' ')
if [ -z "$address" ]; then
  name=$(basename "$file" | tr -d '\n' | base64 | tr -d '\n')
  address=$(tus --request POST "$url/uploads/resumable" \
    --header "Upload-Length: $size" --header "Upload-Metadata: filename $name" | pick location)
  [ -n "$address" ] || exit 1
fi

# 2. Ask how far it is, and send the rest, until all is there.
for pause in 0 1 5 30 60 60 60; do
  sleep "$pause"
  offset=$(tus --head "$url$address" | pick upload-offset)
  if [ "$offset" = "$size" ]; then
    # 3. The last part of the address is the uploadId of uploadPreview and importDataset.
    echo "${address##*/}"
    exit 0
  fi
  [ -n "$offset" ] || continue
  tail -c "+$((offset + 1))" "$file" | tus --request PATCH --upload-file - "$url$address" \
    --header "Upload-Offset: $offset" --header 'Content-Type: application/offset+octet-stream' > /dev/null || true
done
echo "The upload is not complete; continue with: $0 $file $address" >&2
exit 1
