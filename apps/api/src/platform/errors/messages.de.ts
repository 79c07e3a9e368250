import type { Translation } from '../words/dictionary.js';
import type { English } from './messages.en.js';

export default {
  'The list has nobody; it must have at least 1 customer.':
    'Auf der Liste steht niemand; es muss mindestens 1 Kunde sein.',
  'The list has nobody who may be contacted; it must have at least 1 customer.':
    'Auf der Liste steht niemand, der angesprochen werden darf; es muss mindestens 1 Kunde sein.',
  'The list has nobody who may be contacted and is not held out of everything; it must have at least 1 customer.':
    'Auf der Liste steht niemand, der angesprochen werden darf und nicht in der allgemeinen Kontrollgruppe ist; es muss mindestens 1 Kunde sein.',
  'The list has nobody whom it is expected to pay to contact; it must have at least 1 customer.':
    'Auf der Liste steht niemand, bei dem sich ein Kontakt voraussichtlich lohnt; es muss mindestens 1 Kunde sein.',
  'The list has nobody who is not held out of another campaign; it must have at least 1 customer.':
    'Auf der Liste steht niemand, der nicht in der Kontrollgruppe einer anderen Kampagne ist; es muss mindestens 1 Kunde sein.',
  'The strategy is not one of the active segmentation of the dataset as it is now; read its strategies again.':
    'Die Maßnahme gehört nicht zu den Segmenten, die jetzt verwendet werden; laden Sie die Maßnahmen neu.',
  'The segmentation was never in use; its segments cannot be renamed.':
    'Diese Segmente wurden nie verwendet; sie lassen sich nicht umbenennen.',
  'The segmentation was never in use; its segments can have no notes.':
    'Diese Segmente wurden nie verwendet; sie können keine Notizen haben.',
  '“{}” is the name of another of the # segments; segments beside each other need names that look different.':
    '„$1“ heißt schon ein anderes der $2 Segmente; nebeneinander brauchen sie Namen, die verschieden aussehen.',
  '“{}” is the name of another audience; choose another name.':
    '„$1“ heißt schon eine andere Zielgruppe; wählen Sie einen anderen Namen.',
  '“{}” is what “{}” is called; two columns must not be called the same.':
    '„$1“ heißt schon „$2“; zwei Spalten dürfen nicht gleich heißen.',
  'Both labelColumn and rule are given; a definition has only one of them.':
    'labelColumn und rule sind beide angegeben; eine Definition hat nur eines davon.',
  'The rule compares "{}", which holds no numbers.': 'Die Regel vergleicht „$1“; darin stehen keine Zahlen.',
  '"{}" has no values; it cannot tell who left.':
    '„$1“ hat keine Werte; wer abgewandert ist, steht nicht darin.',
  'No customer of the dataset has the id "{}".': 'Kein Kunde des Datenbestands hat die Kundennummer „$1“.',
  'externalId is "{}"; no customer of the dataset has it.':
    'externalId ist „$1“; kein Kunde des Datenbestands hat diese Nummer.',
  'No @ has the id "{}".': '$1 mit der ID „$2“ gibt es nicht.',
  'key is "{}"; the segmentation has no such segment.':
    'key ist „$1“; ein solches Segment gibt es hier nicht.',
  'column is "{}", which is not a column of the dataset.':
    'column ist „$1“; eine solche Spalte hat der Datenbestand nicht.',
  'column is "{}"; it must be one of the columns of the dataset.':
    'column ist „$1“; es muss eine Spalte des Datenbestands sein.',
  'levers has "{}", which is not a column of the dataset.':
    'levers nennt „$1“; eine solche Spalte hat der Datenbestand nicht.',
  'features names "{}", which is the customer id; a feature must describe the customer.':
    'features nennt „$1“, die Kundennummer; ein Merkmal muss den Kunden beschreiben.',
  '@ names "{}"; the columns are {}.': '$1 nennt „$2“; die Spalten sind $3.',
  '@ is "{}"; the columns of the file are {}.': '$1 ist „$2“; die Spalten der Datei sind $3.',
  'Your role is @; this needs @.': 'Ihre Rolle ist $1; nötig ist $2.',
  'The dataset "{}" is @; it must be READY.': 'Der Datenbestand „$1“ ist $2; er muss READY sein.',
  'The segmentation is @; it must be COMPLETED.': 'Die Segmentierung ist $1; sie muss COMPLETED sein.',
  'The model is @; only a COMPLETED model can be champion.':
    'Das Modell ist $1; eingesetzt werden kann nur eines, das COMPLETED ist.',
  'The model is @; it can be queried once it is COMPLETED.':
    'Das Modell ist $1; abfragen lässt es sich, sobald es COMPLETED ist.',
  'The job is @; only a PENDING or RUNNING job can be cancelled.':
    'Der Auftrag ist $1; abbrechen lässt sich nur einer, der PENDING oder RUNNING ist.',
  'The job was interrupted # times before it could end; it will not be tried again.':
    'Der Auftrag wurde $1-mal unterbrochen, bevor er fertig war; er wird nicht noch einmal versucht.',
  'The dataset has # audiences; it may have #.': 'Der Datenbestand hat $1 Zielgruppen; es dürfen $2 sein.',
  'The dataset has # customers; # segments need at least #.':
    'Der Datenbestand hat $1 Kunden; $2 Segmente brauchen mindestens $3.',
  'The file has # columns; it may have #.': 'Die Datei hat $1 Spalten; es dürfen $2 sein.',
  'The file has more than # rows; it must have at most #. Split it.':
    'Die Datei hat mehr als $1 Zeilen; es dürfen höchstens $2 sein. Teilen Sie sie auf.',
  'A line has # bytes or more; it may have #.': 'Eine Zeile hat mindestens $1 Bytes; es dürfen $2 sein.',
  'The archive has # files; it may have #.': 'Das Archiv hat $1 Dateien; es dürfen $2 sein.',
  'holdOutShare and businessAsUsualShare are # together; they must be at most #.':
    'holdOutShare und businessAsUsualShare sind zusammen $1; es dürfen höchstens $2 sein.',
  'maxK is #; it must be at least minK, which is #.': 'maxK ist $1; es muss mindestens minK sein, also $2.',
  '@ is #; it must be #..#.': '$1 ist $2; es muss $3..$4 sein.',
  '@ is #; it must be a whole number, #..#.': '$1 ist $2; es muss eine ganze Zahl sein, $3..$4.',
  '@ is #; it must be at least #.': '$1 ist $2; es muss mindestens $3 sein.',
  '@ is "{}"; it must be one of {}.': '$1 ist „$2“; möglich sind $3.',
  '@ has # characters; it must have at most #.': '$1 hat $2 Zeichen; es dürfen höchstens $3 sein.',
  '@ has # characters; it must have #..#.': '$1 hat $2 Zeichen; es müssen $3..$4 sein.',
  '@ has # entries; it must have #..#.': '$1 hat $2 Einträge; es müssen $3..$4 sein.',
  '@ has # entries; it may have #.': '$1 hat $2 Einträge; es dürfen $3 sein.',
  '@ has no character that is shown; it must have at least one.':
    '$1 hat kein sichtbares Zeichen; es muss mindestens eines haben.',
} satisfies Translation<English>;
