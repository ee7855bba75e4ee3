UNWIND $ids.Opportunity AS id
MATCH (this:Opportunity {id: id})
SET this.lock = true
REMOVE this.lock
RETURN 'Opportunity' AS label,
  null AS taken,
  this.id AS id,
  coalesce(this.name, this.id) AS name,
  this.version AS version,
  null AS values,
  [
  COLLECT {
    MATCH (this)-[link:ADDRESSES]->(other:Step)
    RETURN [other.id, [link.rationale]]
    ORDER BY other.id
  }
] AS links,
  COLLECT {
  MATCH (this)-[:ADDRESSES]->(:Step)<-[:HAS_STEP]-(:Phase)<-[:HAS_PHASE]-(j:Journey)
  RETURN DISTINCT j.id AS journey
  ORDER BY journey
} AS journeys
UNION ALL
UNWIND $ids.Step AS id
MATCH (this:Step {id: id})
SET this.lock = true
REMOVE this.lock
RETURN 'Step' AS label,
  null AS taken,
  this.id AS id,
  coalesce(this.name, this.id) AS name,
  this.version AS version,
  null AS values,
  [] AS links,
  COLLECT {
  MATCH (this)<-[:HAS_STEP]-(:Phase)<-[:HAS_PHASE]-(j:Journey)
  RETURN DISTINCT j.id AS journey
  ORDER BY journey
} AS journeys
;
UNWIND $rows AS row
MATCH (this:Opportunity {id: row[0]})
SET this += row[1]
WITH this, row
CALL (this, row) {
  UNWIND row[2] AS item
  MATCH (other:Step {id: item[0]})
  CREATE (this)-[link:ADDRESSES]->(other)
  SET link = item[1]
}
RETURN this.id AS id, COLLECT {
  MATCH (this)-[:ADDRESSES]->(:Step)<-[:HAS_STEP]-(:Phase)<-[:HAS_PHASE]-(j:Journey)
  RETURN DISTINCT j.id AS journey
  ORDER BY journey
} AS journeys
;
RETURN
COLLECT {
  MATCH (_1:Opportunity {id: $p0})
  RETURN [
    [
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
          RETURN count(step) AS value
        }
        RETURN value
      }[0]
    ]
  ]
}[0] AS _2
;
MERGE (counter:__Counter {id: 'Change'})
SET counter.value = coalesce(counter.value, 0) + size($rows)
WITH counter.value - size($rows) AS base
UNWIND range(1, size($rows)) AS place
CREATE (change:Change {sequence: base + place, createdAt: $now, at: $now})
SET change += $rows[place - 1]
RETURN max(change.sequence) AS last
