RETURN
COLLECT {
  MATCH (_1:Journey {id: $p4})
  RETURN [
    COLLECT {
      CALL (_1) {
        WITH _1 AS this, null AS personaId
        MATCH (this)-[:HAS_PHASE]->(phase)-[:HAS_STEP]->(step)
        OPTIONAL MATCH (step)<-[:OBSERVED_AT]-(insight)
        WHERE insight.impact IS NOT NULL AND insight.weight > 0 AND insight.status <> 'DISMISSED'
          AND (personaId IS NULL
            OR EXISTS { (insight)-[:FELT_BY]->(persona:Persona) WHERE persona.id = personaId })
        WITH phase, step, count(insight) AS insights,
          sum(insight.weight * insight.impact) AS weighted, sum(insight.weight) AS weight
        RETURN step, CASE WHEN weight > 0 THEN weighted / weight END AS value, step.expectedExperience AS expected,
          insights, coalesce(step.momentOfTruth, false) AS momentOfTruth
        ORDER BY phase.position, step.position, step.id
      }
      WITH step AS _2, value AS _3, insights AS _4
      RETURN [
        _4,
        COLLECT {
          WITH _2 AS _5
          WHERE _5 IS NOT NULL
          RETURN [_5.id]
        }[0],
        _3
      ]
    },
    COLLECT {
      MATCH (_1)-[:HAS_PHASE]->(_6)
      WITH _6 ORDER BY _6.position, _6.id
      RETURN [
        COLLECT {
          MATCH (_6)-[:HAS_STEP]->(_7)
          WITH _7 ORDER BY _7.position, _7.id
          RETURN [
            COLLECT {
              CALL (_7) {
                WITH _7 AS this, null AS personaId
                MATCH (this)<-[:OBSERVED_AT]-(insight)
                WHERE insight.impact IS NOT NULL AND insight.weight > 0 AND insight.status <> 'DISMISSED'
                  AND (personaId IS NULL
                    OR EXISTS { (insight)-[:FELT_BY]->(persona:Persona) WHERE persona.id = personaId })
                WITH sum(insight.weight * insight.impact) AS weighted, sum(insight.weight) AS weight
                RETURN CASE WHEN weight > 0 THEN weighted / weight END AS value
              }
              RETURN value
            }[0],
            [
              COLLECT {
                MATCH (_7)-[:THROUGH]->(_8)
                WITH _8
                ORDER BY _8.nameOrder, _8.id
                LIMIT $p0
                RETURN [[_8.name]]
              }
            ],
            [
              COLLECT {
                MATCH (_7)<-[:OBSERVED_AT]-(_9)
                WHERE _9.status <> $p1
                WITH _9
                ORDER BY _9.nameOrder, _9.id
                LIMIT $p2
                RETURN [[_9.impact, _9.name]]
              },
              COUNT {
                MATCH (_7)<-[:OBSERVED_AT]-(_10)
                WHERE _10.status <> $p1
                RETURN _10
              }
            ],
            [
              COLLECT {
                MATCH (_7)<-[_12:ADDRESSES]-(_11)
                WITH _11, _12
                ORDER BY _11.value IS NULL, _11.value DESC, _11.id DESC
                LIMIT $p3
                RETURN [
                  [
                    [
                      [
                        COLLECT {
                          CALL (_11) {
                            WITH _11 AS this
                            MATCH (this)-[:ADDRESSES]->(step)
                            MATCH (step)<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
                            WITH DISTINCT journey
                            RETURN count(journey) AS value
                          }
                          RETURN value
                        }[0]
                      ],
                      _11.name,
                      _11.value
                    ],
                    _12.rationale
                  ]
                ]
              }
            ],
            _7.momentOfTruth,
            _7.name
          ]
        },
        _6.name
      ]
    },
    COLLECT {
      MATCH (_1)-[:OWNED_BY]->(_13)
      RETURN [_13.name]
    }[0],
    _1.name
  ]
}[0] AS _14
