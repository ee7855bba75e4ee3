RETURN
COLLECT {
  MATCH (_1:Opportunity {id: $p0})
  RETURN [_1.name]
}[0] AS _2,
[
  COLLECT {
    MATCH (_3:Journey)
    WHERE _3.nameOrder IS NOT NULL AND _3.id IS NOT NULL
    WITH _3
    ORDER BY _3.nameOrder, _3.id
    LIMIT $p1
    RETURN [[_3.name, toString(_3.validatedOn)]]
  }
] AS _4,
[
  COLLECT {
    CALL () {
      MATCH (_5:Opportunity)
      WHERE _5.value IS NOT NULL AND _5.id IS NOT NULL
      RETURN _5
      ORDER BY _5.value DESC, _5.id DESC
      LIMIT $p2
      UNION ALL
      MATCH (_5:Opportunity)
      WHERE _5.value IS NULL AND _5.id IS NOT NULL
      RETURN _5
      ORDER BY _5.id DESC
      LIMIT $p2
    }
    WITH _5 LIMIT $p2
    WITH _5 ORDER BY _5.value IS NULL, _5.value DESC, _5.id DESC
    RETURN [[_5.name, _5.value]]
  }
] AS _6,
[
  COLLECT {
    MATCH (_7:Tag)
    WHERE _7.nameOrder IS NOT NULL AND _7.id IS NOT NULL
    WITH _7
    ORDER BY _7.nameOrder, _7.id
    LIMIT $p3
    RETURN [[_7.name]]
  },
  COUNT { MATCH (_8:Tag) }
] AS _9
