RETURN
[
  COLLECT {
    CALL db.index.fulltext.queryNodes('record_search', $p0) YIELD node, score
    WITH node AS _1, score AS _2
    WHERE (_1:Opportunity OR _1:Insight OR _1:Quote)
    WITH _1, _2
    ORDER BY _2 DESC, _1.id
    LIMIT $p1 + 1
    RETURN [
      [
        COLLECT {
          CALL (_1) {
            WITH _1 AS this
            WITH this,
              CASE WHEN this:Step THEN [this] ELSE
                COLLECT { MATCH (this)-[:ADDRESSES|CHANGES|OBSERVED_AT|MEASURES|AT]->(step:Step) RETURN step }
                + COLLECT { MATCH (this)-[:RESOLVES]->()-[:ADDRESSES]->(step) RETURN step }
                + COLLECT { MATCH (this)-[:SUPPORTS]->()-[:OBSERVED_AT]->(step) RETURN step }
                + COLLECT { MATCH (this)<-[:USES|THROUGH]-(step:Step) RETURN step }
              END AS steps,
              CASE WHEN this:Journey THEN [this] ELSE
                COLLECT { MATCH (this)<-[:HAS_PHASE]-(journey) RETURN journey }
                + COLLECT { MATCH (this)-[:MEASURES]->(journey:Journey) RETURN journey }
                + COLLECT { MATCH (this)<-[:SERVES|ABOUT|WALKED_BY|MADE_BY]-(journey) RETURN journey }
              END AS whole
            CALL (this, steps, whole) {
              UNWIND steps AS step
              MATCH (step)<-[:HAS_STEP]-(phase)<-[:HAS_PHASE]-(journey)
              RETURN journey, phase, step.position AS at
              UNION ALL
              UNWIND whole AS journey
              RETURN journey, CASE WHEN this:Phase THEN this END AS phase, -1 AS at
            }
            WITH journey, phase, at
            ORDER BY journey.name, journey.id, phase.position, at
            WITH collect([journey, phase]) AS places, count(DISTINCT journey) AS journeys
            RETURN places[0][0] AS journey, places[0][1] AS phase, journeys
          }
          WITH journey AS _3, phase AS _4, journeys AS _5
          RETURN [
            COLLECT {
              WITH _3 AS _6
              WHERE _6 IS NOT NULL
              RETURN [_6.name]
            }[0],
            _5,
            COLLECT {
              WITH _4 AS _7
              WHERE _7 IS NOT NULL
              RETURN [_7.name]
            }[0]
          ]
        }[0],
        _1.id,
        [
          _1.id,
          CASE
          WHEN _1:Opportunity THEN [_1.id, _1.name, _1.status]
          WHEN _1:Insight OR _1:Quote THEN [_1.id]
          END
        ]
      ]
    ]
  },
  $p1,
  COUNT {
    CALL db.index.fulltext.queryNodes('record_search', $p0) YIELD node, score
    WITH node AS _8, score AS _9
    WHERE (_8:Opportunity OR _8:Insight OR _8:Quote)
    RETURN _8
  }
] AS _10
