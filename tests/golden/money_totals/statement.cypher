RETURN
COLLECT {
  CALL () {
    MATCH (solution:Solution)
    WITH solution, $p0 AS by
    WITH solution, by
    WHERE coalesce(solution.cost, solution.expectedValue, solution.realisedValue) IS NOT NULL
    WITH solution, CASE by
      WHEN 'STATUS' THEN [[solution.status,
        left(solution.status, 1) + replace(toLower(substring(solution.status, 1)), '_', ' ')]]
      WHEN 'YEAR' THEN CASE WHEN solution.launchedOn IS NULL THEN [] ELSE
        [[toString(solution.launchedOn.year), toString(solution.launchedOn.year)]] END
      WHEN 'GOAL' THEN COLLECT {
    MATCH (solution)-[:CONTRIBUTES_TO]->(goal)
    RETURN [goal.id, goal.name] AS entry
    }
      WHEN 'TEAM' THEN COLLECT {
    MATCH (solution)-[delivered:DELIVERED_BY|OWNED_BY]->(team)
    WHERE type(delivered) = 'DELIVERED_BY' OR NOT EXISTS { (solution)-[:DELIVERED_BY]->() }
    RETURN [team.id, team.name] AS entry
    }
      ELSE COLLECT {
    MATCH (solution:Solution)-[resolved:RESOLVES*0..1]->()-[:CHANGES|ADDRESSES]->(step)
    WHERE size(resolved) = 0 OR NOT EXISTS { (solution)-[:CHANGES]->() }
    MATCH (step)<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
    RETURN DISTINCT [journey.id, journey.name] AS entry
    }
    END AS entries
    UNWIND CASE WHEN size(entries) = 0 THEN [['', 'None']] ELSE entries END AS entry
    WITH entry[0] AS key, entry[1] AS label, coalesce(solution.currency, 'XXX') AS currency,
      count(solution) AS solutions, count(CASE WHEN solution.status = 'CANCELLED' THEN 1 END) AS cancelled,
      CASE WHEN count(solution.cost) > 0 THEN sum(solution.cost) END AS cost,
      CASE WHEN count(solution.expectedValue) > 0 THEN sum(solution.expectedValue) END AS expected,
      CASE WHEN count(solution.realisedValue) > 0 THEN sum(solution.realisedValue) END AS realised
    RETURN key, label, currency, solutions, cancelled, cost, expected, realised,
      CASE WHEN cost IS NOT NULL OR realised IS NOT NULL
        THEN coalesce(realised, 0.0) - coalesce(cost, 0.0)
      END AS net
    ORDER BY CASE key WHEN 'IDEA' THEN 0 WHEN 'PLANNED' THEN 1 WHEN 'IN_PROGRESS' THEN 2 WHEN 'LAUNCHED' THEN 3
      WHEN 'CANCELLED' THEN 4 WHEN '' THEN 6 ELSE 5 END, label, key, currency
    LIMIT 10001
  }
  WITH key AS _1, label AS _2, currency AS _3, solutions AS _4, cancelled AS _5, cost AS _6, expected AS _7, realised AS _8, net AS _9
  RETURN [_5, _6, _3, _7, _1, _2, _9, _8, _4]
} AS _10,
COLLECT {
  CALL () {
    MATCH (_11:Team {id: $p1})<-[:DELIVERED_BY]-(solution:Solution)
    WHERE solution.status <> $p2 AND COLLECT {
      CALL (solution) {
        WITH solution AS this
        RETURN CASE this.status
          WHEN 'CANCELLED' THEN null
          WHEN 'LAUNCHED' THEN 1.0
          WHEN 'IN_PROGRESS' THEN 0.5
          ELSE 0.0
        END AS value
      }
      RETURN value
    }[0] >= $p3
    WITH solution, $p4 AS by
    WITH solution, by
    WHERE coalesce(solution.cost, solution.expectedValue, solution.realisedValue) IS NOT NULL
    WITH solution, CASE by
      WHEN 'STATUS' THEN [[solution.status,
        left(solution.status, 1) + replace(toLower(substring(solution.status, 1)), '_', ' ')]]
      WHEN 'YEAR' THEN CASE WHEN solution.launchedOn IS NULL THEN [] ELSE
        [[toString(solution.launchedOn.year), toString(solution.launchedOn.year)]] END
      WHEN 'GOAL' THEN COLLECT {
    MATCH (solution)-[:CONTRIBUTES_TO]->(goal)
    RETURN [goal.id, goal.name] AS entry
    }
      WHEN 'TEAM' THEN COLLECT {
    MATCH (solution)-[delivered:DELIVERED_BY|OWNED_BY]->(team)
    WHERE type(delivered) = 'DELIVERED_BY' OR NOT EXISTS { (solution)-[:DELIVERED_BY]->() }
    RETURN [team.id, team.name] AS entry
    }
      ELSE COLLECT {
    MATCH (solution:Solution)-[resolved:RESOLVES*0..1]->()-[:CHANGES|ADDRESSES]->(step)
    WHERE size(resolved) = 0 OR NOT EXISTS { (solution)-[:CHANGES]->() }
    MATCH (step)<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
    RETURN DISTINCT [journey.id, journey.name] AS entry
    }
    END AS entries
    UNWIND CASE WHEN size(entries) = 0 THEN [['', 'None']] ELSE entries END AS entry
    WITH entry[0] AS key, entry[1] AS label, coalesce(solution.currency, 'XXX') AS currency,
      count(solution) AS solutions, count(CASE WHEN solution.status = 'CANCELLED' THEN 1 END) AS cancelled,
      CASE WHEN count(solution.cost) > 0 THEN sum(solution.cost) END AS cost,
      CASE WHEN count(solution.expectedValue) > 0 THEN sum(solution.expectedValue) END AS expected,
      CASE WHEN count(solution.realisedValue) > 0 THEN sum(solution.realisedValue) END AS realised
    RETURN key, label, currency, solutions, cancelled, cost, expected, realised,
      CASE WHEN cost IS NOT NULL OR realised IS NOT NULL
        THEN coalesce(realised, 0.0) - coalesce(cost, 0.0)
      END AS net
    ORDER BY CASE key WHEN 'IDEA' THEN 0 WHEN 'PLANNED' THEN 1 WHEN 'IN_PROGRESS' THEN 2 WHEN 'LAUNCHED' THEN 3
      WHEN 'CANCELLED' THEN 4 WHEN '' THEN 6 ELSE 5 END, label, key, currency
    LIMIT 10001
  }
  WITH label AS _12, currency AS _13, cost AS _14
  RETURN [_14, _13, _12]
} AS _15
