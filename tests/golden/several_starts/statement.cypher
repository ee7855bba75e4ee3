RETURN
[
  COLLECT {
    MATCH (_2:Journey WHERE _2.id IN $p0)-[:HAS_PHASE]->(:Phase)-[:HAS_STEP]->(:Step)<-[:ADDRESSES]-(_1:Opportunity)
    WITH DISTINCT _1
    WITH _1
    ORDER BY _1.nameOrder, _1.id
    LIMIT $p1
    RETURN [[_1.name]]
  },
  COUNT {
    MATCH (_4:Journey WHERE _4.id IN $p0)-[:HAS_PHASE]->(:Phase)-[:HAS_STEP]->(:Step)<-[:ADDRESSES]-(_3:Opportunity)
    WITH DISTINCT _3
    RETURN _3
  }
] AS _5
