RETURN
[
  COLLECT {
    CALL () {
      MATCH (_1:Opportunity)
      WHERE _1.status = $p1 AND _1.value IS NOT NULL AND _1.id IS NOT NULL AND _1.value <= $p2 AND ((_1.value < $p2) OR (_1.value = $p2 AND _1.id < $p3))
      RETURN _1
      ORDER BY _1.status DESC, _1.value DESC, _1.id DESC
      LIMIT $p0 + 1
      UNION ALL
      MATCH (_1:Opportunity)
      WHERE _1.status = $p1 AND _1.value IS NULL AND _1.nameOrder IS NOT NULL AND _1.id IS NOT NULL AND _1.id IS NOT NULL
      RETURN _1
      ORDER BY _1.id DESC
      LIMIT $p0 + 1
      UNION ALL
      UNWIND CASE $p1 WHEN 'OPEN' THEN ['IN_PROGRESS', 'SOLVED', 'DISMISSED'] WHEN 'IN_PROGRESS' THEN ['SOLVED', 'DISMISSED'] WHEN 'SOLVED' THEN ['DISMISSED'] WHEN 'DISMISSED' THEN [] END AS _2
      CALL (_2) {
        MATCH (_1:Opportunity)
        WHERE _1.status = _2 AND _1.value IS NOT NULL AND _1.id IS NOT NULL
        RETURN _1
        ORDER BY _1.status DESC, _1.value DESC, _1.id DESC
        LIMIT $p0 + 1
        UNION ALL
        MATCH (_1:Opportunity)
        WHERE _1.status = _2 AND _1.value IS NULL AND _1.nameOrder IS NOT NULL AND _1.id IS NOT NULL AND _1.id IS NOT NULL
        RETURN _1
        ORDER BY _1.id DESC
        LIMIT $p0 + 1
      }
      RETURN _1
      LIMIT $p0 + 1
    }
    WITH _1 LIMIT $p0 + 1
    WITH _1 ORDER BY CASE _1.status WHEN 'OPEN' THEN 0 WHEN 'IN_PROGRESS' THEN 1 WHEN 'SOLVED' THEN 2 WHEN 'DISMISSED' THEN 3 END, _1.value IS NULL, _1.value DESC, _1.id DESC
    RETURN [[_1.name, _1.status, _1.value], [_1.status, _1.value, _1.id]]
  },
  $p0
] AS _3
