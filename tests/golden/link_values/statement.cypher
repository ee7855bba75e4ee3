RETURN
COLLECT {
  MATCH (_1:Opportunity {id: $p4})
  RETURN [
    [
      COLLECT {
        MATCH (_1)<-[:RESOLVES]-(_2)
        WITH _2, COLLECT {
          MATCH (_2)-[:OWNED_BY]->(_3)
          RETURN _3.nameOrder
        }[0] AS _4
        WITH _2, _4
        ORDER BY _4, _2.id
        LIMIT $p0
        RETURN [
          [
            COLLECT {
              MATCH (_2)-[:OWNED_BY]->(_5)
              RETURN [_5.name]
            }[0],
            _2.name
          ]
        ]
      }
    ],
    [
      COLLECT {
        MATCH (_1)-[_7:ADDRESSES]->(_6)
        WHERE _6.layer = $p1 AND coalesce(_7.rationaleFolded, toLower(_7.rationale)) STARTS WITH $p2
        WITH _6, _7
        ORDER BY _7.rationaleOrder IS NULL, _7.rationaleOrder DESC, _6.id DESC
        LIMIT $p3
        RETURN [[[_7.rationaleOrder, _6.id], [_6.name], _7.rationale]]
      }
    ]
  ]
}[0] AS _8
