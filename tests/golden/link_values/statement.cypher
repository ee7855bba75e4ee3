RETURN
COLLECT {
  MATCH (_1:Opportunity {id: $p4})
  RETURN [
    [
      COLLECT {
        MATCH (_1)<-[:RESOLVES]-(_2)
        WITH _2, COLLECT {
          MATCH (_2)-[:OWNED_BY]->(_4)
          RETURN _4.name
        }[0] AS _3
        WITH _2, _3
        ORDER BY _3, _2.id
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
        WHERE _6.layer = $p2 AND toLower(_7.rationale) STARTS WITH toLower($p3)
        WITH _6, _7
        ORDER BY _7.rationale IS NULL, _7.rationale DESC, _6.id DESC
        LIMIT $p1
        RETURN [[[_7.rationale, _6.id], [_6.name], _7.rationale]]
      }
    ]
  ]
}[0] AS _8
