RETURN
[
  COLLECT {
    MATCH (_1:Opportunity)
    WHERE EXISTS {
      MATCH (_1)-[:ADDRESSES]->(_2)
      WHERE coalesce(_2.nameFolded, toLower(_2.name)) CONTAINS $p1
    } AND NOT EXISTS {
      MATCH (_1)-[:ADDRESSES]->(_3)
      WHERE NOT coalesce(EXISTS {
        MATCH (_3)<-[:HAS_STEP]-(_4)
        WHERE EXISTS {
          MATCH (_4)<-[:HAS_PHASE]-(_5)
          WHERE _5.visibility <> $p2
        }
      }, false)
    } AND COUNT {
      MATCH (_1)-[:ADDRESSES]->(_6)
      WHERE _6.momentOfTruth = $p4
      RETURN _6
      LIMIT $p3
    } < $p3 AND EXISTS { (_1)-[:OWNED_BY]->() } AND NOT EXISTS {
      MATCH (_1)<-[:RESOLVES]-(_7)
      WHERE _7.status IN $p5
    } AND (_1.value >= $p6 OR NOT coalesce((_1.kind IN $p7 AND _1.effort IS NULL), false)) AND _1.nameOrder IS NOT NULL AND _1.id IS NOT NULL
    WITH _1
    ORDER BY _1.nameOrder, _1.id
    LIMIT $p0
    RETURN [[_1.name]]
  }
] AS _8
