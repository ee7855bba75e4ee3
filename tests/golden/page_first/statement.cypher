RETURN
[
  COLLECT {
    CALL () {
      MATCH (_1:Opportunity)
      WHERE _1.status = $p1 AND _1.value IS NOT NULL AND _1.id IS NOT NULL
      RETURN _1
      ORDER BY _1.status DESC, _1.value DESC, _1.id DESC
      LIMIT $p0 + 1
      UNION ALL
      MATCH (_1:Opportunity)
      WHERE _1.status = $p1 AND _1.nameOrder IS NOT NULL AND _1.id IS NOT NULL AND _1.value IS NULL AND _1.id IS NOT NULL
      RETURN _1
      ORDER BY _1.id DESC
      LIMIT $p0 + 1
    }
    WITH _1 LIMIT $p0 + 1
    WITH _1 ORDER BY _1.value IS NULL, _1.value DESC, _1.id DESC
    RETURN [[_1.name, _1.value], [_1.value, _1.id]]
  },
  $p0
] AS _2
