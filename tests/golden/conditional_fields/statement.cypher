RETURN
COLLECT {
  MATCH (_1:Step {id: $p1})
  RETURN [
    [COUNT { (_1)<-[:OBSERVED_AT]-() }],
    COLLECT {
      MATCH (_1)-[:OWNED_BY]->(_3)
      RETURN [
        [
          COLLECT {
            MATCH (_3)<-[_5:MEMBER_OF]-(_4)
            WITH _4, _5
            ORDER BY _4.nameOrder, _4.id
            LIMIT $p0
            RETURN [[[_4.name], _5.role]]
          }
        ],
        _3.name
      ]
    }[0],
    _1.description,
    _1.name
  ]
}[0] AS _6
