RETURN
[
  COLLECT {
    MATCH (_1:Journey)
    WHERE COUNT {
      CALL (_1) {
        WITH _1 AS this
        MATCH (this)-[:HAS_PHASE]->()-[:HAS_STEP]->()<-[:CHANGES|ADDRESSES]-()<-[:RESOLVES*0..1]-(_4:Solution)
        RETURN DISTINCT _4
      }
      WITH _4
      WHERE _4.status = $p1
      RETURN _4
      LIMIT $p0
    } >= $p0 AND EXISTS {
      CALL (_1) {
        WITH _1 AS this
        MATCH (this)-[:HAS_PHASE]->()-[:HAS_STEP]->()<-[:OBSERVED_AT]-(_5)
        RETURN DISTINCT _5
      }
      WITH _5
      RETURN _5
    }
    WITH _1, COUNT {
      CALL (_1) {
        WITH _1 AS this
        MATCH (this)-[:HAS_PHASE]->()-[:HAS_STEP]->()<-[:ADDRESSES]-(_2)
        RETURN DISTINCT _2
      }
      WITH _2
      RETURN 1
    } AS _3
    WITH _1, _3
    ORDER BY _3 DESC, _1.id DESC
    LIMIT $p2
    RETURN [[_1.name]]
  }
] AS _6,
[
  COLLECT {
    MATCH (_8:Journey {id: $p3})
    CALL (_8) {
      WITH _8 AS this
      MATCH (this)-[:HAS_PHASE]->()-[:HAS_STEP]->()<-[:ADDRESSES]-(_7)
      RETURN DISTINCT _7
    }
    WITH _7
    WHERE _7.status <> $p4
    WITH _7
    ORDER BY _7.nameOrder, _7.id
    LIMIT $p5
    RETURN [[_7.name]]
  },
  COLLECT {
    MATCH (_9:Opportunity)
    WHERE _9.status <> $p4
    CALL (_9) {
      WITH _9 AS this
      MATCH (this)-[:ADDRESSES]->(step)
      MATCH (step)<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
      WITH DISTINCT journey
      RETURN journey AS _13
    }
    WITH _13
    WITH _13.id AS _10, _13.name AS _11, count(*) AS _12
    ORDER BY _12 DESC, _11, _10
    RETURN [_10, _11, _12]
  },
  COLLECT {
    MATCH (_15:Journey {id: $p3})
    CALL (_15) {
      WITH _15 AS this
      MATCH (this)-[:HAS_PHASE]->()-[:HAS_STEP]->()<-[:ADDRESSES]-(_14)
      RETURN DISTINCT _14
    }
    WITH _14
    WHERE _14.status <> $p4
    WITH COLLECT {
      CALL (_14) {
        WITH _14 AS this
        RETURN CASE
          WHEN this.value IS NULL OR this.effort IS NULL THEN null
          WHEN this.value >= 50 AND this.effort <= 2.5 THEN 'QUICK_WIN'
          WHEN this.value >= 50 THEN 'BIG_BET'
          WHEN this.effort <= 2.5 THEN 'FILL_IN'
          ELSE 'TIME_SINK'
        END AS value
      }
      RETURN value
    }[0] AS _16
    WITH _16, _16 AS _17, count(*) AS _18
    WHERE _16 IS NOT NULL
    ORDER BY _18 DESC, _17, _16
    RETURN [_16, _17, _18]
  },
  COUNT {
    MATCH (_20:Journey {id: $p3})
    CALL (_20) {
      WITH _20 AS this
      MATCH (this)-[:HAS_PHASE]->()-[:HAS_STEP]->()<-[:ADDRESSES]-(_19)
      RETURN DISTINCT _19
    }
    WITH _19
    WHERE _19.status <> $p4
    RETURN _19
  }
] AS _21
