RETURN
[
  COLLECT {
    UNWIND range(0, size($p0) - 1) AS _2
    MATCH (_1:Opportunity|Quote|Team {id: $p0[_2]})
    RETURN [
      _2,
      [
        _1.id,
        CASE
        WHEN _1:Opportunity THEN [
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
          _1.id,
          _1.name
        ]
        WHEN _1:Quote THEN [
          COLLECT {
            MATCH (_1)-[:SAID_IN]->(_3)
            RETURN [_3.name]
          }[0],
          _1.id,
          _1.text
        ]
        WHEN _1:Team THEN [_1.id]
        END
      ]
    ]
  },
  $p0
] AS _4
