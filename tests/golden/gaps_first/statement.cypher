RETURN
[
  [
    COLLECT {
      MATCH (_1:Opportunity)
      WHERE (_1.status <> 'DISMISSED' AND NOT EXISTS { (_1)<-[:RESOLVES]-() }) AND _1.value >= $p1 AND _1.nameOrder IS NOT NULL AND _1.id IS NOT NULL
      WITH _1
      ORDER BY _1.nameOrder, _1.id
      LIMIT $p0
      RETURN [[_1.name, _1.value]]
    }
  ],
  [
    COLLECT {
      MATCH (_2:Step)
      WHERE (_2.momentOfTruth AND NOT EXISTS { (_2)-[:OWNED_BY]->() }) AND _2.position IS NOT NULL AND _2.id IS NOT NULL
      WITH _2
      ORDER BY _2.position, _2.id
      LIMIT $p2
      RETURN [[_2.name]]
    }
  ],
  [
    COLLECT {
      MATCH (_3:Step)
      WHERE (NOT EXISTS {
        (_3)<-[:OBSERVED_AT]-(insight)
        WHERE insight.voice = 'VOC' AND insight.status <> 'DISMISSED'
      }) AND _3.position IS NOT NULL AND _3.id IS NOT NULL
      WITH _3
      ORDER BY _3.position, _3.id
      LIMIT $p3 + 1
      RETURN [[_3.name], [_3.position, _3.id]]
    },
    $p3,
    COUNT {
      MATCH (_4:Step)
      WHERE (NOT EXISTS {
        (_4)<-[:OBSERVED_AT]-(insight)
        WHERE insight.voice = 'VOC' AND insight.status <> 'DISMISSED'
      })
      RETURN _4
    }
  ]
] AS _5
