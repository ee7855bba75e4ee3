RETURN
COLLECT {
  MATCH (_1:Step {id: $p0})
  RETURN [
    COLLECT {
      CALL (_1) {
        WITH _1 AS this
        MATCH (this)<-[:HAS_STEP]-(phase)<-[:HAS_PHASE]-(journey)
        RETURN journey, phase, this.position + COUNT {
          (journey)-[:HAS_PHASE]->(earlier)-[:HAS_STEP]->()
          WHERE earlier.position < phase.position
        } AS index
      }
      WITH phase AS _2, index AS _3
      RETURN [
        _3,
        COLLECT {
          WITH _2 AS _4
          WHERE _4 IS NOT NULL
          RETURN [_4.id, _4.name]
        }[0]
      ]
    }[0],
    _1.id,
    _1.name
  ]
}[0] AS _5
