RETURN
[
  COLLECT {
    MATCH (_2:Team {id: $p0})<-[:OWNED_BY]-(_1:Opportunity)
    WHERE _1.value > $p1
    WITH _1
    ORDER BY _1.value, _1.id
    LIMIT $p2
    RETURN [[_1.name, _1.value]]
  },
  COUNT {
    MATCH (_4:Team {id: $p0})<-[:OWNED_BY]-(_3:Opportunity)
    WHERE _3.value > $p1
    RETURN _3
  }
] AS _5,
[
  COLLECT {
    MATCH (_7:Journey {id: $p3})-[:HAS_PHASE]->(:Phase)-[:HAS_STEP]->(_6:Step)
    WITH DISTINCT _6
    WITH _6
    ORDER BY _6.position, _6.id
    LIMIT $p4
    RETURN [[_6.name]]
  }
] AS _8
