RETURN
COLLECT {
  MATCH (_1:Solution {id: $p3})
  RETURN [
    [
      COLLECT {
        MATCH (_1)-[_3:CHANGES]->(_2)
        WITH _2, _3
        ORDER BY _2.position, _2.id
        LIMIT $p2
        RETURN [
          [
            [_2.position, _2.id],
            [
              [
                COLLECT {
                  MATCH (_2)<-[_5:ADDRESSES]-(_4)
                  WHERE _4.value IS NOT NULL
                  WITH _4, _5
                  ORDER BY _4.value IS NULL, _4.value DESC, _4.id DESC
                  LIMIT $p1 + 1
                  RETURN [
                    [
                      [
                        [
                          COLLECT {
                            MATCH (_4)-[_7:DERIVED_FROM]->(_6)
                            WITH _6, _7
                            ORDER BY _6.nameOrder, _6.id
                            LIMIT $p0
                            RETURN [[[_6.name], _7.locator, _7.raw]]
                          }
                        ],
                        _4.name
                      ],
                      _5.rationale
                    ]
                  ]
                },
                $p1
              ],
              _2.name
            ],
            _3.rationale
          ]
        ]
      },
      COUNT { (_1)-[:CHANGES]->() }
    ]
  ]
}[0] AS _9
