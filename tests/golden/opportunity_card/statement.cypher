RETURN
COLLECT {
  MATCH (_1:Opportunity {id: $p5})
  RETURN [
    COLLECT {
      CALL (_1) {
        WITH _1 AS this
        MATCH (this)-[:ADDRESSES]->(step)
        MATCH (step)<-[:HAS_STEP]-(phase)<-[:HAS_PHASE]-(journey)
        WITH journey, phase, step ORDER BY phase.position, step.position, step.id
        WITH journey, collect(step) AS steps
        RETURN journey, steps
        ORDER BY journey.name, journey.id
      }
      WITH journey AS _2, steps AS _3
      RETURN [
        COLLECT {
          WITH _2 AS _4
          WHERE _4 IS NOT NULL
          RETURN [_4.id, _4.name]
        }[0],
        COLLECT {
          UNWIND _3 AS _5
          RETURN [
            COLLECT {
              MATCH (_5)<-[:HAS_STEP]-(_6)
              RETURN [_6.name]
            }[0],
            _5.id,
            _5.name
          ]
        }
      ]
    },
    COLLECT {
      CALL (_1) {
        WITH _1 AS this
        MATCH (this) ((whole)<-[:PART_OF|RESOLVES|CONTRIBUTES_TO]-(part)
          WHERE whole.progressOverride IS NULL AND NOT part.status IN ['CANCELLED', 'DISMISSED', 'DROPPED'])* (leaf)
        WHERE NOT this.status IN ['DISMISSED', 'DROPPED'] AND (leaf.progressOverride IS NOT NULL OR NOT EXISTS {
          (leaf)<-[:PART_OF|RESOLVES|CONTRIBUTES_TO]-(below)
          WHERE NOT below.status IN ['CANCELLED', 'DISMISSED', 'DROPPED']
        })
        WITH whole, sum(CASE
          WHEN leaf.progressOverride IS NOT NULL THEN leaf.progressOverride
          WHEN leaf.status IN ['LAUNCHED', 'SOLVED', 'REACHED'] THEN 1.0
          WHEN leaf.status = 'IN_PROGRESS' THEN 0.5
          ELSE 0.0
        END) AS progress
        WITH progress, reduce(parts = 1.0, record IN whole | parts * COUNT {
          (record)<-[:PART_OF|RESOLVES|CONTRIBUTES_TO]-(below)
          WHERE NOT below.status IN ['CANCELLED', 'DISMISSED', 'DROPPED']
        }) AS parts
        WITH parts, sum(progress) AS progress
        WITH count(parts) AS ways, sum(progress / parts) AS progress
        RETURN CASE WHEN ways = 0 THEN null WHEN progress > 0.999999999 THEN 1.0 ELSE progress END AS value
      }
      RETURN value
    }[0],
    [
      COLLECT {
        CALL (_1) {
          WITH _1 AS this
          MATCH (this)-[:ADDRESSES]->(step)
          MATCH (step)<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
          WITH DISTINCT journey
          WITH count(journey.frequencyPerYear) AS stated, toFloat(sum(journey.frequencyPerYear)) AS frequency
          RETURN CASE WHEN stated > 0 THEN frequency END AS value
        }
        RETURN value
      }[0],
      COLLECT {
        CALL (_1) {
          WITH _1 AS this
          MATCH (this)-[:ADDRESSES]->(step)
          MATCH (step)<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
          WITH DISTINCT journey
          RETURN count(journey) AS value
        }
        RETURN value
      }[0],
      COLLECT {
        CALL (_1) {
          WITH _1 AS this
          MATCH (this)-[:ADDRESSES]->(step)
          MATCH (step)<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
          WITH DISTINCT journey
          MATCH (journey)-[:WALKED_BY]->(persona)
          RETURN count(DISTINCT persona) AS value
        }
        RETURN value
      }[0],
      COLLECT {
        CALL (_1) {
          WITH _1 AS this
          MATCH (this)-[:ADDRESSES]->(step)
          RETURN count(step) AS value
        }
        RETURN value
      }[0],
      COLLECT {
        CALL (_1) {
          WITH _1 AS this
          MATCH (this)-[:ADDRESSES]->(step)
          MATCH (step)<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
          UNWIND [step, journey] AS owned
          WITH DISTINCT owned
          MATCH (owned)-[:OWNED_BY]->(team)
          RETURN count(DISTINCT team) AS value
        }
        RETURN value
      }[0]
    ],
    [
      COLLECT {
        CALL (_1) {
          WITH _1 AS this
          RETURN CASE
            WHEN this.value IS NULL OR this.effort IS NULL THEN null
            WHEN this.value >= 50 AND this.effort <= 2.5 THEN 'QUICK_WIN'
            WHEN this.value >= 50 THEN 'BIG_BET'
            WHEN this.effort <= 2.5 THEN 'FILL_IN'
            ELSE 'TIME_SINK'
          END AS value
        }
        RETURN value
      }[0],
      COLLECT {
        CALL (_1) {
          WITH _1 AS this
          RETURN CASE WHEN this.value IS NOT NULL AND this.effort IS NOT NULL
          THEN COLLECT {
          MATCH (this)-[:ADDRESSES]->(step)
          MATCH (step)<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
          WITH DISTINCT journey
          WITH count(journey.frequencyPerYear) AS stated, toFloat(sum(journey.frequencyPerYear)) AS frequency
          RETURN CASE WHEN stated > 0 THEN frequency END AS value
          }[0] * this.value / 100.0 * COLLECT {
          MATCH (this)<-[:REVEALS]-()<-[:SUPPORTS]-(quote)
          OPTIONAL MATCH (quote)-[:SAID_IN]->(source)
          WITH count(DISTINCT quote) AS quotes, count(DISTINCT source.kind) AS kinds
          RETURN 0.5 * CASE WHEN kinds < 5 THEN kinds / 5.0 ELSE 1.0 END
            + 0.5 * CASE WHEN quotes < 99 THEN log10(1 + quotes) / 2 ELSE 1.0 END AS value
          }[0] / CASE WHEN this.effort < 0.5 THEN 0.5 ELSE this.effort END
          END AS value
        }
        RETURN value
      }[0]
    ],
    [
      COLLECT {
        MATCH (_1)-[:CONTRIBUTES_TO]->(_7)
        WITH _7
        ORDER BY _7.nameOrder, _7.id
        LIMIT $p0
        RETURN [
          [
            COLLECT {
              CALL (_7) {
                WITH _7 AS this
                MATCH (this) ((whole)<-[:PART_OF|RESOLVES|CONTRIBUTES_TO]-(part)
                  WHERE whole.progressOverride IS NULL AND NOT part.status IN ['CANCELLED', 'DISMISSED', 'DROPPED'])* (leaf)
                WHERE NOT this.status IN ['DISMISSED', 'DROPPED'] AND (leaf.progressOverride IS NOT NULL OR NOT EXISTS {
                  (leaf)<-[:PART_OF|RESOLVES|CONTRIBUTES_TO]-(below)
                  WHERE NOT below.status IN ['CANCELLED', 'DISMISSED', 'DROPPED']
                })
                WITH whole, sum(CASE
                  WHEN leaf.progressOverride IS NOT NULL THEN leaf.progressOverride
                  WHEN leaf.status IN ['LAUNCHED', 'SOLVED', 'REACHED'] THEN 1.0
                  WHEN leaf.status = 'IN_PROGRESS' THEN 0.5
                  ELSE 0.0
                END) AS progress
                WITH progress, reduce(parts = 1.0, record IN whole | parts * COUNT {
                  (record)<-[:PART_OF|RESOLVES|CONTRIBUTES_TO]-(below)
                  WHERE NOT below.status IN ['CANCELLED', 'DISMISSED', 'DROPPED']
                }) AS parts
                WITH parts, sum(progress) AS progress
                WITH count(parts) AS ways, sum(progress / parts) AS progress
                RETURN CASE WHEN ways = 0 THEN null WHEN progress > 0.999999999 THEN 1.0 ELSE progress END AS value
              }
              RETURN value
            }[0],
            _7.name
          ]
        ]
      }
    ],
    [
      COLLECT {
        MATCH (_1)<-[:REVEALS]-(_8)
        WITH _8
        ORDER BY _8.nameOrder, _8.id
        LIMIT $p2
        RETURN [
          [
            [
              COLLECT {
                MATCH (_8)<-[:SUPPORTS]-(_9)
                WITH _9
                ORDER BY _9.id
                LIMIT $p1
                RETURN [
                  [
                    COLLECT {
                      MATCH (_9)-[:SAID_IN]->(_10)
                      RETURN [_10.name]
                    }[0],
                    _9.text
                  ]
                ]
              }
            ],
            _8.impact,
            _8.name
          ]
        ]
      },
      COUNT { (_1)<-[:REVEALS]-() }
    ],
    [
      COLLECT {
        MATCH (_1)<-[:RESOLVES]-(_12)
        WITH _12
        ORDER BY _12.nameOrder, _12.id
        LIMIT $p4
        RETURN [
          [
            [
              COLLECT {
                MATCH (_12)-[:DELIVERED_BY]->(_13)
                WITH _13
                ORDER BY _13.nameOrder, _13.id
                LIMIT $p3
                RETURN [[_13.name]]
              }
            ],
            _12.id,
            _12.name,
            _12.status
          ]
        ]
      }
    ],
    _1.name,
    _1.status,
    _1.value
  ]
}[0] AS _14
