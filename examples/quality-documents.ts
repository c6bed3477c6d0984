import { graphql } from './gql/index.ts';

/**
 * The entities with the lowest scores and the number of all, and the position of the event stream. The position is read before anything else of the
 * operation: whoever subscribes from it misses nothing that happened after the rows were read.
 */
export const QualityTable = graphql(`
  query QualityTable($first: Int!) {
    streamPosition
    entities(first: $first, orderBy: { field: QUALITY_SCORE, direction: ASC }) {
      totalCount
      edges {
        node {
          id
          name
          latestProfile {
            id
            qualityScore
            qualityGrade
          }
        }
      }
    }
  }
`);

/** Every finished profile, with the entity as the table has it: a cache that knows objects by their ids updates the row. */
export const FollowQuality = graphql(`
  subscription FollowQuality($after: String) {
    profileCompleted(after: $after) {
      cursor
      entity {
        id
        name
        latestProfile {
          id
          qualityScore
          qualityGrade
        }
      }
    }
  }
`);
