RETURN
COLLECT {
  WITH COLLECT {
    MATCH (_1:Goal)
    WHERE _1.nameOrder IS NOT NULL AND _1.id IS NOT NULL
    WITH _1
    ORDER BY _1.nameOrder, _1.id
    LIMIT $p0
    RETURN _1
  } AS _2
  WITH _2, COLLECT {
    CALL (_2) {
      WITH _2 AS goals
      CALL (goals) {
      UNWIND goals AS goal
      WITH goal
      WHERE NOT EXISTS { (goal)-[:PART_OF*0..]->(above) WHERE above.status = 'DROPPED' }
      CALL (goal) {
      MATCH (goal) (()<-[:PART_OF]-(part WHERE part.status <> 'DROPPED'))* (low)<-[:CONTRIBUTES_TO]-(opportunity:Opportunity)
      WHERE opportunity.status <> 'DISMISSED'
      WITH DISTINCT opportunity
      MATCH (opportunity)-[:ADDRESSES]->(step)
      RETURN step
      UNION
      MATCH (goal) (()<-[:PART_OF]-(part WHERE part.status <> 'DROPPED'))* (low)<-[:CONTRIBUTES_TO]-(solution:Solution)
      WHERE solution.status IN ['PLANNED', 'IN_PROGRESS', 'LAUNCHED']
      MATCH (solution:Solution)-[resolved:RESOLVES*0..1]->()-[:CHANGES|ADDRESSES]->(step)
      WHERE size(resolved) = 0 OR NOT EXISTS { (solution)-[:CHANGES]->() }
      RETURN step
      }
      MATCH (step)<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
      RETURN journey, count(DISTINCT goal) AS covered
      }
      WITH journey, covered
      ORDER BY covered DESC, journey.name, journey.id
      WITH collect(journey) AS journeys
      UNWIND range(0, size(journeys) - 1) AS position
      RETURN journeys[position] AS node, position
    }
    WITH node AS _3, position AS _4
    WITH _3, _4
    ORDER BY _4, _3.id
    LIMIT $p1
    RETURN _3
  } AS _5
  RETURN [
    COLLECT {
      CALL (_2, _5) {
        WITH _2 AS goals, _5 AS journeys
        UNWIND range(0, size(goals) - 1) AS place
        WITH place, goals[place] AS goal, journeys
        WHERE NOT EXISTS { (goal)-[:PART_OF*0..]->(above) WHERE above.status = 'DROPPED' }
        CALL (goal) {
        MATCH (goal) (()<-[:PART_OF]-(part WHERE part.status <> 'DROPPED'))* (low)<-[:CONTRIBUTES_TO]-(opportunity:Opportunity)
        WHERE opportunity.status <> 'DISMISSED'
        WITH DISTINCT opportunity
        OPTIONAL MATCH (opportunity)<-[:RESOLVES]-(solution:Solution)
        WHERE solution.status IN ['PLANNED', 'IN_PROGRESS', 'LAUNCHED']
        MATCH (opportunity)-[:ADDRESSES]->(step)
        RETURN step, opportunity, solution
        UNION ALL
        MATCH (goal) (()<-[:PART_OF]-(part WHERE part.status <> 'DROPPED'))* (low)<-[:CONTRIBUTES_TO]-(solution:Solution)
        WHERE solution.status IN ['PLANNED', 'IN_PROGRESS', 'LAUNCHED']
        WITH DISTINCT solution
        MATCH (solution:Solution)-[resolved:RESOLVES*0..1]->()-[:CHANGES|ADDRESSES]->(step)
        WHERE size(resolved) = 0 OR NOT EXISTS { (solution)-[:CHANGES]->() }
        RETURN step, null AS opportunity, solution
        }
        MATCH (step)<-[:HAS_STEP]-(part)<-[:HAS_PHASE]-(journey)
        WHERE journey IN journeys
        WITH place, goal, journey, count(DISTINCT opportunity) AS opportunities,
          count(DISTINCT CASE WHEN solution.status <> 'LAUNCHED' THEN solution END) AS underWay,
          count(DISTINCT CASE WHEN solution.status = 'LAUNCHED' THEN solution END) AS launched
        RETURN goal.id AS goal, journey.id AS journey, opportunities, underWay, launched
        ORDER BY place, journey
      }
      WITH goal AS _6, journey AS _7, opportunities AS _8, underWay AS _9, launched AS _10
      RETURN [_6, _7, _10, _8, _9]
    },
    [
      COLLECT {
        MATCH (_11:Goal)
        WHERE _11.nameOrder IS NOT NULL AND _11.id IS NOT NULL
        WITH _11
        ORDER BY _11.nameOrder, _11.id
        LIMIT $p2
        RETURN [[_11.name]]
      }
    ],
    [
      COLLECT {
        CALL (_2) {
          WITH _2 AS goals
          CALL (goals) {
          UNWIND goals AS goal
          WITH goal
          WHERE NOT EXISTS { (goal)-[:PART_OF*0..]->(above) WHERE above.status = 'DROPPED' }
          CALL (goal) {
          MATCH (goal) (()<-[:PART_OF]-(part WHERE part.status <> 'DROPPED'))* (low)<-[:CONTRIBUTES_TO]-(opportunity:Opportunity)
          WHERE opportunity.status <> 'DISMISSED'
          WITH DISTINCT opportunity
          MATCH (opportunity)-[:ADDRESSES]->(step)
          RETURN step
          UNION
          MATCH (goal) (()<-[:PART_OF]-(part WHERE part.status <> 'DROPPED'))* (low)<-[:CONTRIBUTES_TO]-(solution:Solution)
          WHERE solution.status IN ['PLANNED', 'IN_PROGRESS', 'LAUNCHED']
          MATCH (solution:Solution)-[resolved:RESOLVES*0..1]->()-[:CHANGES|ADDRESSES]->(step)
          WHERE size(resolved) = 0 OR NOT EXISTS { (solution)-[:CHANGES]->() }
          RETURN step
          }
          MATCH (step)<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
          RETURN journey, count(DISTINCT goal) AS covered
          }
          WITH journey, covered
          ORDER BY covered DESC, journey.name, journey.id
          WITH collect(journey) AS journeys
          UNWIND range(0, size(journeys) - 1) AS position
          RETURN journeys[position] AS node, position
        }
        WITH node AS _12, position AS _13
        WITH _12, _13
        ORDER BY _13, _12.id
        LIMIT $p3
        RETURN [[_12.name]]
      }
    ]
  ]
}[0] AS _14
