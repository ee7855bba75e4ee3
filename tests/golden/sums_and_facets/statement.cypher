RETURN
[
  [
    COLLECT {
      MATCH (_1:Opportunity)
      WHERE _1.name <> $p0
      WITH _1, COLLECT {
        CALL (_1) {
          WITH _1 AS this
          RETURN CASE WHEN this.value IS NOT NULL AND this.effort IS NOT NULL
          THEN COLLECT {
          MATCH (this)-[:ADDRESSES]->(step)
          MATCH (step)<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
          WITH DISTINCT journey
          WITH count(journey.frequencyPerYear) AS stated, toFloat(sum(journey.frequencyPerYear)) AS frequency
          RETURN CASE WHEN stated > 0 THEN frequency END AS value
          }[0] * this.value / 100.0 * COLLECT {
          MATCH (this)<-[:REVEALS]-()<-[:SUPPORTS]-(quote)
          OPTIONAL MATCH (quote)-[:SAID_IN]->(source)
          WITH count(DISTINCT quote) AS quotes, count(DISTINCT source.kind) AS kinds
          RETURN 0.5 * CASE WHEN kinds < 5 THEN kinds / 5.0 ELSE 1.0 END
            + 0.5 * CASE WHEN quotes < 99 THEN log10(1 + quotes) / 2 ELSE 1.0 END AS value
          }[0] / CASE WHEN this.effort < 0.5 THEN 0.5 ELSE this.effort END
          END AS value
        }
        RETURN value
      }[0] AS _2, _1.value AS _3
      RETURN [count(_1), [count(_2), sum(_2), min(_2), max(_2)], [count(_3), sum(_3), min(_3), max(_3)]]
    }[0]
  ],
  COLLECT {
    MATCH (_4:Opportunity)
    WHERE _4.name <> $p0
    WITH _4.status AS _5, _4.status AS _6, count(*) AS _7
    WHERE _5 IS NOT NULL
    ORDER BY _7 DESC, _6, _5
    RETURN [_5, _6, _7]
  },
  COLLECT {
    MATCH (_8:Opportunity)
    WHERE _8.name <> $p0
    MATCH (_8)-[:OWNED_BY]->(_12)
    WITH _12.id AS _9, _12.name AS _10, count(*) AS _11
    ORDER BY _11 DESC, _10, _9
    RETURN [_9, _10, _11]
  },
  COUNT {
    MATCH (_13:Opportunity)
    WHERE _13.name <> $p0
    RETURN _13
  }
] AS _14,
[
  [
    COLLECT {
      MATCH (_15:Solution)
      WITH _15
      RETURN [count(_15)]
    }[0],
    COLLECT {
      MATCH (_16:Solution)
      WHERE _16.cost IS NOT NULL AND _16.currency IS NOT NULL
      WITH _16.currency AS _17, [count(_16.cost), sum(_16.cost), min(_16.cost), max(_16.cost)] AS _18
      ORDER BY _17
      RETURN [_17, _18]
    }
  ]
] AS _19
