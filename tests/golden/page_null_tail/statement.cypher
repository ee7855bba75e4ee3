RETURN
[
  COLLECT {
    MATCH (_1:Opportunity)
    WHERE _1.status = $p2 AND _1.nameOrder IS NOT NULL AND _1.id IS NOT NULL AND _1.value IS NULL AND _1.id IS NOT NULL AND _1.id < $p1
    WITH _1
    ORDER BY _1.id DESC
    LIMIT $p0 + 1
    RETURN [[_1.name, _1.value], [_1.value, _1.id]]
  },
  $p0
] AS _2
