import { graphql } from '@holdfast/schema';

/** A dataset, as every screen below its address may need it. */
export const CurrentDatasetFragment = graphql(`
  fragment CurrentDataset on Dataset {
    id
    name
    status
    createdAt
    customerCount
    columns { name label type role unit missingCount distinctCount mean standardDeviation min max median topValues { value count } }
    activeSegmentation { id selectedK recommendedK qualities { k } segments { id key index name size } }
    champion {
      id
      version
      event
      words { infinitive past gerund people others remaining }
      bandRates { band minProbability count left observedRate }
    }
    assumptions {
      currency
      valuePeriod
      valueColumn
      mediumFrom
      highFrom
      valueQuestion { sentence asksPeriod asksCurrency suggestedPeriod suggestedCurrency }
    }
  }
`);
