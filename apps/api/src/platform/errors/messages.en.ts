/**
 * Errors by how they are written in English: # is a number, @ a name of the API, {} any text. Each is said with what stood there, $1
 * being the first. What is more particular comes first.
 */
export const english = {
  'The list has nobody; it must have at least 1 customer.':
    'The list has nobody; it must have at least 1 customer.',
  'The list has nobody who may be contacted; it must have at least 1 customer.':
    'The list has nobody who may be contacted; it must have at least 1 customer.',
  'The list has nobody who may be contacted and is not held out of everything; it must have at least 1 customer.':
    'The list has nobody who may be contacted and is not held out of everything; it must have at least 1 customer.',
  'The list has nobody whom it is expected to pay to contact; it must have at least 1 customer.':
    'The list has nobody whom it is expected to pay to contact; it must have at least 1 customer.',
  'The list has nobody who is not held out of another campaign; it must have at least 1 customer.':
    'The list has nobody who is not held out of another campaign; it must have at least 1 customer.',
  'The strategy is not one of the active segmentation of the dataset as it is now; read its strategies again.':
    'The strategy is not one of the active segmentation of the dataset as it is now; read its strategies again.',
  'The segmentation was never in use; its segments cannot be renamed.':
    'The segmentation was never in use; its segments cannot be renamed.',
  'The segmentation was never in use; its segments can have no notes.':
    'The segmentation was never in use; its segments can have no notes.',
  '“{}” is the name of another of the # segments; segments beside each other need names that look different.':
    '“$1” is the name of another of the $2 segments; segments beside each other need names that look different.',
  '“{}” is the name of another audience; choose another name.':
    '“$1” is the name of another audience; choose another name.',
  '“{}” is what “{}” is called; two columns must not be called the same.':
    '“$1” is what “$2” is called; two columns must not be called the same.',
  'Both labelColumn and rule are given; a definition has only one of them.':
    'Both labelColumn and rule are given; a definition has only one of them.',
  'The rule compares "{}", which holds no numbers.': 'The rule compares "$1", which holds no numbers.',
  '"{}" has no values; it cannot tell who left.': '"$1" has no values; it cannot tell who left.',
  'No customer of the dataset has the id "{}".': 'No customer of the dataset has the id "$1".',
  'externalId is "{}"; no customer of the dataset has it.':
    'externalId is "$1"; no customer of the dataset has it.',
  'No @ has the id "{}".': 'No $1 has the id "$2".',
  'key is "{}"; the segmentation has no such segment.': 'key is "$1"; the segmentation has no such segment.',
  'column is "{}", which is not a column of the dataset.':
    'column is "$1", which is not a column of the dataset.',
  'column is "{}"; it must be one of the columns of the dataset.':
    'column is "$1"; it must be one of the columns of the dataset.',
  'levers has "{}", which is not a column of the dataset.':
    'levers has "$1", which is not a column of the dataset.',
  'features names "{}", which is the customer id; a feature must describe the customer.':
    'features names "$1", which is the customer id; a feature must describe the customer.',
  '@ names "{}"; the columns are {}.': '$1 names "$2"; the columns are $3.',
  '@ is "{}"; the columns of the file are {}.': '$1 is "$2"; the columns of the file are $3.',
  'Your role is @; this needs @.': 'Your role is $1; this needs $2.',
  'The dataset "{}" is @; it must be READY.': 'The dataset "$1" is $2; it must be READY.',
  'The segmentation is @; it must be COMPLETED.': 'The segmentation is $1; it must be COMPLETED.',
  'The model is @; only a COMPLETED model can be champion.':
    'The model is $1; only a COMPLETED model can be champion.',
  'The model is @; it can be queried once it is COMPLETED.':
    'The model is $1; it can be queried once it is COMPLETED.',
  'The job is @; only a PENDING or RUNNING job can be cancelled.':
    'The job is $1; only a PENDING or RUNNING job can be cancelled.',
  'The job was interrupted # times before it could end; it will not be tried again.':
    'The job was interrupted $1 times before it could end; it will not be tried again.',
  'The dataset has # audiences; it may have #.': 'The dataset has $1 audiences; it may have $2.',
  'The dataset has # customers; # segments need at least #.':
    'The dataset has $1 customers; $2 segments need at least $3.',
  'The file has # columns; it may have #.': 'The file has $1 columns; it may have $2.',
  'The file has more than # rows; it must have at most #. Split it.':
    'The file has more than $1 rows; it must have at most $2. Split it.',
  'A line has # bytes or more; it may have #.': 'A line has $1 bytes or more; it may have $2.',
  'The archive has # files; it may have #.': 'The archive has $1 files; it may have $2.',
  'holdOutShare and businessAsUsualShare are # together; they must be at most #.':
    'holdOutShare and businessAsUsualShare are $1 together; they must be at most $2.',
  'maxK is #; it must be at least minK, which is #.': 'maxK is $1; it must be at least minK, which is $2.',
  '@ is #; it must be #..#.': '$1 is $2; it must be $3..$4.',
  '@ is #; it must be a whole number, #..#.': '$1 is $2; it must be a whole number, $3..$4.',
  '@ is #; it must be at least #.': '$1 is $2; it must be at least $3.',
  '@ is "{}"; it must be one of {}.': '$1 is "$2"; it must be one of $3.',
  '@ has # characters; it must have at most #.': '$1 has $2 characters; it must have at most $3.',
  '@ has # characters; it must have #..#.': '$1 has $2 characters; it must have $3..$4.',
  '@ has # entries; it must have #..#.': '$1 has $2 entries; it must have $3..$4.',
  '@ has # entries; it may have #.': '$1 has $2 entries; it may have $3.',
  '@ has no character that is shown; it must have at least one.':
    '$1 has no character that is shown; it must have at least one.',
};

/** The messages of the room. */
export type English = typeof english;
