RETURN
[
  COLLECT {
    CALL () {
      MATCH (_1:Opportunity)
      WHERE COLLECT {
        CALL (_1) {
          WITH _1 AS this
          MATCH (this)-[:ADDRESSES]->(step)
          MATCH (step)<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
          WITH DISTINCT journey
          RETURN count(journey) AS value
        }
        RETURN value
      }[0] >= $p1 AND NOT EXISTS { (_1)<-[:RESOLVES]-() } AND _1.value IS NOT NULL AND _1.id IS NOT NULL
      RETURN _1
      ORDER BY _1.value DESC, _1.id DESC
      LIMIT $p0
      UNION ALL
      MATCH (_1:Opportunity)
      WHERE COLLECT {
        CALL (_1) {
          WITH _1 AS this
          MATCH (this)-[:ADDRESSES]->(step)
          MATCH (step)<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
          WITH DISTINCT journey
          RETURN count(journey) AS value
        }
        RETURN value
      }[0] >= $p1 AND NOT EXISTS { (_1)<-[:RESOLVES]-() } AND _1.value IS NULL AND _1.id IS NOT NULL
      RETURN _1
      ORDER BY _1.id DESC
      LIMIT $p0
    }
    WITH _1 LIMIT $p0
    WITH _1 ORDER BY _1.value IS NULL, _1.value DESC, _1.id DESC
    RETURN [
      [
        [
          COLLECT {
            CALL (_1) {
              WITH _1 AS this
              MATCH (this)-[:ADDRESSES]->(step)
              MATCH (step)<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
              WITH DISTINCT journey
              RETURN count(journey) AS value
            }
            RETURN value
          }[0]
        ],
        _1.name,
        _1.value
      ]
    ]
  },
  COUNT {
    MATCH (_2:Opportunity)
    WHERE COLLECT {
      CALL (_2) {
        WITH _2 AS this
        MATCH (this)-[:ADDRESSES]->(step)
        MATCH (step)<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
        WITH DISTINCT journey
        RETURN count(journey) AS value
      }
      RETURN value
    }[0] >= $p1 AND NOT EXISTS { (_2)<-[:RESOLVES]-() }
    RETURN _2
  }
] AS _3
