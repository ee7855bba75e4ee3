RETURN
[
  COLLECT {
    MATCH (_2:Team {id: $p0})<-[:OWNED_BY]-(_1:Opportunity)
    WITH _1, COLLECT {
      CALL (_1) {
        WITH _1 AS this
        RETURN CASE
          WHEN this.value IS NULL OR this.effort IS NULL THEN null
          WHEN this.value >= 50 AND this.effort <= 2.5 THEN 'QUICK_WIN'
          WHEN this.value >= 50 THEN 'BIG_BET'
          WHEN this.effort <= 2.5 THEN 'FILL_IN'
          ELSE 'TIME_SINK'
        END AS value
      }
      RETURN value
    }[0] AS _3
    WITH _3 AS _7, null AS _4, count(*) AS _5, [count(_1.value), sum(_1.value), min(_1.value), max(_1.value)] AS _6
    ORDER BY _5 DESC, _7, _4
    LIMIT $p1
    RETURN [_7, toString(_4), _5, _6]
  }
] AS _8,
[
  COLLECT {
    MATCH (_9:Solution)
    WITH _9, COLLECT {
      CALL (_9) {
        WITH _9 AS this
        MATCH (this)-[:RESOLVES*0..1]->()-[:CHANGES|ADDRESSES]->(step)
        WITH DISTINCT step
        RETURN count(step) AS value
      }
      RETURN value
    }[0] AS _10
    OPTIONAL CALL (_9) {
      WITH _9 AS this
      MATCH (this)-[:RESOLVES*0..1]->()-[:CHANGES|ADDRESSES]->(step)
      WITH DISTINCT step
      MATCH (step)<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
      WITH DISTINCT journey
      RETURN journey AS _11
    }
    WITH _9.status AS _17, _11 AS _18, CASE WHEN _9.launchedOn IS NOT NULL THEN date.truncate('month', _9.launchedOn) END AS _12, _9.currency AS _19, count(*) AS _13, [count(_10), sum(_10), min(_10), max(_10)] AS _14, [count(_9.cost), sum(_9.cost), min(_9.cost), max(_9.cost)] AS _15
    WITH _17, _18, _12, sum(_13) AS _13, [sum(_14[0]), sum(_14[1]), min(_14[2]), max(_14[3])] AS _14, collect([_19, _15]) AS _16
    ORDER BY _13 DESC, _17, _18.name, _18.id, _12
    LIMIT $p2
    RETURN [_17, [_18.id, _18.name], toString(_12), _13, _14, _16]
  }
] AS _20
