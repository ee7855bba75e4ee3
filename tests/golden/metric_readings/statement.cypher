RETURN
COLLECT {
  MATCH (_1:Solution {id: $p1})
  RETURN [
    COLLECT {
      CALL (_1) {
        WITH _1 AS this, null AS metricId, $p0 AS days
        WITH this AS solution, metricId, duration({days: days}) AS span
        WHERE solution.launchedOn IS NOT NULL
        MATCH (solution:Solution)-[resolved:RESOLVES*0..1]->()-[:CHANGES|ADDRESSES]->(step)
        WHERE size(resolved) = 0 OR NOT EXISTS { (solution)-[:CHANGES]->() }
        WITH DISTINCT step, metricId, solution.launchedOn AS launchedOn, span, size(resolved) = 0 AS direct
        MATCH (step)<-[:AT]-(measurement)-[:OF]->(metric)
        WHERE (metricId IS NULL OR metric.id = metricId) AND NOT EXISTS { (measurement)-[:REGARDING]->() } AND (measurement.value IS NOT NULL OR CASE metric.method
          WHEN 'NPS' THEN measurement.promoters + measurement.passives + measurement.detractors > 0
          WHEN 'RATIO' THEN measurement.denominator > 0 AND measurement.numerator IS NOT NULL
        END)
        WITH metric, [launchedOn - span, launchedOn, launchedOn + span, direct] AS key, measurement
        WITH metric, key, measurement, date.truncate('month', measurement.endsOn) AS month
        WITH metric, key, month, collect(measurement) AS measured, min(measurement.startsOn) < month AS reaches
        ORDER BY month DESC
        WITH metric, key, collect([month, measured]) AS buckets, collect(reaches) AS reaching
        WITH metric, key, CASE WHEN NOT true IN reaching THEN buckets ELSE COLLECT {
          UNWIND buckets AS bucket
          UNWIND bucket[1] AS measurement
          WITH bucket[0] AS month, measurement.startsOn AS starts, measurement.endsOn AS ends,
            collect(measurement) AS measured
          WITH collect([starts, ends, duration.inDays(starts, ends).days, month, measured]) AS periods
          UNWIND [period IN periods WHERE period[0] >= period[3] OR none(other IN periods
            WHERE other[2] < period[2] AND other[0] >= period[0] AND other[1] <= period[1])] AS period
          UNWIND period[4] AS measurement
          WITH period[3] AS month, collect(measurement) AS measured
          ORDER BY month DESC
          RETURN [month, measured] AS sorted
        } END AS buckets
        UNWIND buckets AS bucket
        WITH metric, key, buckets[0][0] AS newest, bucket[0] AS month, bucket[1] AS measured
        WHERE month >= date.truncate('month', key[0]) OR month = newest
        WITH metric, metric.method AS method, key, month, measured
        UNWIND measured AS measurement
        WITH metric, method, key, month, measurement, measurement.startsOn AS starts, measurement.endsOn AS ends, [
          EXISTS { (measurement)-[:AT]->() },
          EXISTS { (measurement)-[:VIA]->() },
          EXISTS { (measurement)-[:AMONG]->() }
        ] AS stated, CASE method
          WHEN 'NPS' THEN 100.0 * (measurement.promoters - measurement.detractors)
          WHEN 'RATIO' THEN 1.0 * measurement.numerator
        END AS above,
        CASE method
          WHEN 'NPS' THEN measurement.promoters + measurement.passives + measurement.detractors
          WHEN 'RATIO' THEN measurement.denominator
        END AS below, coalesce(measurement.sampleSize,
          measurement.promoters + measurement.passives + measurement.detractors, measurement.denominator, 1
        ) AS weight
        WITH metric, method, key, month, measurement, starts, ends, stated, above, below, weight,
          CASE WHEN below > 0 AND above IS NOT NULL THEN above / below ELSE measurement.value END AS result
        WITH metric, method, key, month, starts, ends, stated, collect(measurement) AS measured, [count(result), sum(result), sum(result * weight), sum(weight),
          count(CASE WHEN below > 0 THEN above END), sum(CASE WHEN below > 0 THEN above END),
          sum(CASE WHEN below > 0 AND above IS NOT NULL THEN below END), min(result), max(result)] AS sums
        WITH metric, method, key, month,
          collect([starts, ends, duration.inDays(starts, ends).days + 1, stated, measured, sums]) AS groups
        WITH metric, method, key, month, groups, [group IN groups | [place IN range(0, size(groups) - 1)
          WHERE groups[place][0] <= group[1] AND groups[place][1] >= group[0]
            AND (groups[place][2] > group[2] OR groups[place][2] = group[2] AND groups[place][3] <> group[3])
            AND all(dimension IN [0, 1, 2] WHERE group[3][dimension] OR NOT groups[place][3][dimension])
            AND group[2] <= 2 + 2 * duration.inDays(
              CASE WHEN group[0] > groups[place][0] THEN group[0] ELSE groups[place][0] END,
              CASE WHEN group[1] < groups[place][1] THEN group[1] ELSE groups[place][1] END
            ).days]] AS wholes
        WITH metric, method, key, month, groups, wholes, CASE WHEN any(places IN wholes WHERE places <> [])
          THEN [group IN groups | [measurement IN group[4] | [
            coalesce(head([(measurement)-[:AT]->(step) | step]), 0),
            coalesce(head([(measurement)-[:VIA]->(channel) | channel]), 0),
            coalesce(head([(measurement)-[:AMONG]->(segment) | segment]), 0)
          ]]]
        END AS cells
        UNWIND range(0, size(groups) - 1) AS at
        WITH metric, method, key, month, groups[at] AS group, CASE WHEN wholes[at] <> []
          THEN [place IN range(0, size(groups[at][4]) - 1) WHERE none(whole IN wholes[at] WHERE [
            CASE WHEN groups[whole][3][0] THEN cells[at][place][0] ELSE 0 END,
            CASE WHEN groups[whole][3][1] THEN cells[at][place][1] ELSE 0 END,
            CASE WHEN groups[whole][3][2] THEN cells[at][place][2] ELSE 0 END
          ] IN cells[whole]) | groups[at][4][place]]
        END AS remaining
        CALL (method, remaining) {
        UNWIND remaining AS measurement
        WITH measurement, CASE method
          WHEN 'NPS' THEN 100.0 * (measurement.promoters - measurement.detractors)
          WHEN 'RATIO' THEN 1.0 * measurement.numerator
        END AS above,
        CASE method
          WHEN 'NPS' THEN measurement.promoters + measurement.passives + measurement.detractors
          WHEN 'RATIO' THEN measurement.denominator
        END AS below, coalesce(measurement.sampleSize,
          measurement.promoters + measurement.passives + measurement.detractors, measurement.denominator, 1
        ) AS weight
        WITH above, below, weight, CASE WHEN below > 0 AND above IS NOT NULL THEN above / below ELSE measurement.value END AS result
        RETURN [count(result), sum(result), sum(result * weight), sum(weight),
          count(CASE WHEN below > 0 THEN above END), sum(CASE WHEN below > 0 THEN above END),
          sum(CASE WHEN below > 0 AND above IS NOT NULL THEN below END), min(result), max(result)] AS added
        }
        WITH metric, method, key, month, group, CASE WHEN remaining IS NULL THEN group[5] ELSE added END AS sums
        WITH metric, method, key, month, group[3] AS stated, sum(size(group[4])) AS total, sum(sums[0]) AS remain,
          collect([group[0], group[1], sums]) AS periods
        WITH metric, method, key, month, collect([stated, total, remain, periods, 8 * remain
          + CASE WHEN stated[0] THEN 4 ELSE 0 END
          + CASE WHEN stated[1] THEN 2 ELSE 0 END
          + CASE WHEN stated[2] THEN 1 ELSE 0 END]) AS sets
        WITH metric, method, key, month, sets, CASE
          WHEN size(sets) > 1 AND method IN ['COUNT', 'SUM', 'MONEY'] AND any(one IN sets WHERE one[2] > 0 AND any(other IN sets WHERE other[2] > 0
            AND any(place IN [0, 1, 2] WHERE one[0][place] AND NOT other[0][place])
            AND any(place IN [0, 1, 2] WHERE other[0][place] AND NOT one[0][place])))
          THEN reduce(first = sets[0], one IN sets | CASE WHEN one[4] > first[4] THEN one ELSE first END)
        END AS first
        WITH metric, method, key, month, sets, [one IN sets WHERE first IS NULL
          OR all(place IN [0, 1, 2] WHERE one[0][place] OR NOT first[0][place])
          OR all(place IN [0, 1, 2] WHERE first[0][place] OR NOT one[0][place])] AS counting
        WITH metric, method, key, month, counting,
          reduce(parts = 0, one IN sets | parts + one[1]) - reduce(n = 0, one IN counting | n + one[2]) AS parts
        UNWIND counting AS one
        UNWIND one[3] AS period
        WITH metric, method, key, month, parts, period[0] AS starts, period[1] AS ends, period[2] AS sums
        WHERE sums[0] > 0
        WITH metric, method, key, month, parts, starts, ends, sum(sums[0]) AS n, sum(sums[1]) AS results,
          sum(sums[2]) AS weighted, sum(sums[3]) AS weights, sum(sums[4]) AS counted, sum(sums[5]) AS above,
          sum(sums[6]) AS below, min(sums[7]) AS least, max(sums[8]) AS most
        WITH metric, key, starts, ends, CASE
          WHEN method IN ['COUNT', 'SUM', 'MONEY'] THEN results
          WHEN counted = n THEN above / below
          WHEN least = most THEN least
          WHEN weights > 0 THEN weighted / weights
          ELSE results / n
        END AS value
        WHERE value IS NOT NULL
        ORDER BY ends, starts
        WITH metric, key[0] AS beforeFrom, key[1] AS launchedOn, key[2] AS afterEnd, key[3] AS direct,
          collect(CASE WHEN key[0] <= ends < key[1] THEN value END) AS before,
          collect(CASE WHEN key[1] <= starts < key[2] THEN value END) AS after,
          count(CASE WHEN ends >= key[0] AND starts < key[2] THEN 1 END) AS inside
        RETURN metric, beforeFrom, launchedOn, afterEnd - duration({days: 1}) AS afterTo, direct, before, after,
          null AS change, null AS changeLow, null AS changeHigh,
          size(before) AS pointsBefore, size(after) AS pointsAfter, metric.direction AS improved, null AS verdict,
          inside - size(before) - size(after) AS pointsLeftOut
        ORDER BY metric.name, metric.id
      }
      WITH metric AS _2, beforeFrom AS _3, launchedOn AS _4, afterTo AS _5, direct AS _6, before AS _7, after AS _8, change AS _9, changeLow AS _10, changeHigh AS _11, pointsBefore AS _12, pointsAfter AS _13, improved AS _14, verdict AS _15, pointsLeftOut AS _16
      RETURN [
        COLLECT {
          WITH _2 AS _17
          WHERE _17 IS NOT NULL
          RETURN [_17.name]
        }[0],
        toString(_3),
        toString(_4),
        toString(_5),
        _6,
        _7,
        _8,
        _9,
        _10,
        _11,
        _12,
        _13,
        _14,
        _15,
        _16
      ]
    }
  ]
}[0] AS _18,
COLLECT {
  MATCH (_19:Step {id: $p5})
  RETURN [
    COLLECT {
      CALL (_19) {
        WITH _19 AS this
        CALL (this) {
        MATCH (this)<-[:AT]-(measurement)-[:OF]->(metric)
        MATCH (measurement)-[:REGARDING]->(competitor)
        WHERE (measurement.value IS NOT NULL OR CASE metric.method
          WHEN 'NPS' THEN measurement.promoters + measurement.passives + measurement.detractors > 0
          WHEN 'RATIO' THEN measurement.denominator > 0 AND measurement.numerator IS NOT NULL
        END)
        WITH this, metric, collect([competitor, measurement]) AS measured
        WHERE NOT [(metric)-[:MEASURES]->(one:Step|Touchpoint|Journey) | one] = [this]
        UNWIND measured AS one
        RETURN metric, one[0] AS key, one[1] AS measurement
        UNION ALL
        MATCH (this)<-[:MEASURES]-(metric)
        WHERE [(metric)-[:MEASURES]->(one:Step|Touchpoint|Journey) | one] = [this]
        MATCH (metric)<-[:OF]-(measurement)-[:REGARDING]->(competitor)
        WHERE (measurement.value IS NOT NULL OR CASE metric.method
          WHEN 'NPS' THEN measurement.promoters + measurement.passives + measurement.detractors > 0
          WHEN 'RATIO' THEN measurement.denominator > 0 AND measurement.numerator IS NOT NULL
        END)
        RETURN metric, competitor AS key, measurement
        }
        WITH metric, key, measurement, date.truncate('month', measurement.endsOn) AS month
        WITH metric, key, month, collect(measurement) AS measured, min(measurement.startsOn) < month AS reaches
        ORDER BY month DESC
        WITH metric, key, collect([month, measured]) AS buckets, collect(reaches) AS reaching
        WITH metric, key, CASE WHEN NOT true IN reaching THEN buckets ELSE COLLECT {
          UNWIND buckets AS bucket
          UNWIND bucket[1] AS measurement
          WITH bucket[0] AS month, measurement.startsOn AS starts, measurement.endsOn AS ends,
            collect(measurement) AS measured
          WITH collect([starts, ends, duration.inDays(starts, ends).days, month, measured]) AS periods
          UNWIND [period IN periods WHERE period[0] >= period[3] OR none(other IN periods
            WHERE other[2] < period[2] AND other[0] >= period[0] AND other[1] <= period[1])] AS period
          UNWIND period[4] AS measurement
          WITH period[3] AS month, collect(measurement) AS measured
          ORDER BY month DESC
          RETURN [month, measured] AS sorted
        } END AS buckets
        WITH metric, key, buckets[0][0] AS month, buckets[0][1] AS measured
        WITH metric, metric.method AS method, key, month, measured
        UNWIND measured AS measurement
        WITH metric, method, key, month, measurement, measurement.startsOn AS starts, measurement.endsOn AS ends, [
          EXISTS { (measurement)-[:AT]->() },
          EXISTS { (measurement)-[:VIA]->() },
          EXISTS { (measurement)-[:AMONG]->() }
        ] AS stated, CASE method
          WHEN 'NPS' THEN 100.0 * (measurement.promoters - measurement.detractors)
          WHEN 'RATIO' THEN 1.0 * measurement.numerator
        END AS above,
        CASE method
          WHEN 'NPS' THEN measurement.promoters + measurement.passives + measurement.detractors
          WHEN 'RATIO' THEN measurement.denominator
        END AS below, coalesce(measurement.sampleSize,
          measurement.promoters + measurement.passives + measurement.detractors, measurement.denominator, 1
        ) AS weight
        WITH metric, method, key, month, measurement, starts, ends, stated, above, below, weight,
          CASE WHEN below > 0 AND above IS NOT NULL THEN above / below ELSE measurement.value END AS result
        WITH metric, method, key, month, starts, ends, stated, collect(measurement) AS measured, [count(result), sum(result), sum(result * weight), sum(weight),
          count(CASE WHEN below > 0 THEN above END), sum(CASE WHEN below > 0 THEN above END),
          sum(CASE WHEN below > 0 AND above IS NOT NULL THEN below END), min(result), max(result)] AS sums
        WITH metric, method, key, month,
          collect([starts, ends, duration.inDays(starts, ends).days + 1, stated, measured, sums]) AS groups
        WITH metric, method, key, month, groups, [group IN groups | [place IN range(0, size(groups) - 1)
          WHERE groups[place][0] <= group[1] AND groups[place][1] >= group[0]
            AND (groups[place][2] > group[2] OR groups[place][2] = group[2] AND groups[place][3] <> group[3])
            AND all(dimension IN [0, 1, 2] WHERE group[3][dimension] OR NOT groups[place][3][dimension])
            AND group[2] <= 2 + 2 * duration.inDays(
              CASE WHEN group[0] > groups[place][0] THEN group[0] ELSE groups[place][0] END,
              CASE WHEN group[1] < groups[place][1] THEN group[1] ELSE groups[place][1] END
            ).days]] AS wholes
        WITH metric, method, key, month, groups, wholes, CASE WHEN any(places IN wholes WHERE places <> [])
          THEN [group IN groups | [measurement IN group[4] | [
            coalesce(head([(measurement)-[:AT]->(step) | step]), 0),
            coalesce(head([(measurement)-[:VIA]->(channel) | channel]), 0),
            coalesce(head([(measurement)-[:AMONG]->(segment) | segment]), 0)
          ]]]
        END AS cells
        UNWIND range(0, size(groups) - 1) AS at
        WITH metric, method, key, month, groups[at] AS group, CASE WHEN wholes[at] <> []
          THEN [place IN range(0, size(groups[at][4]) - 1) WHERE none(whole IN wholes[at] WHERE [
            CASE WHEN groups[whole][3][0] THEN cells[at][place][0] ELSE 0 END,
            CASE WHEN groups[whole][3][1] THEN cells[at][place][1] ELSE 0 END,
            CASE WHEN groups[whole][3][2] THEN cells[at][place][2] ELSE 0 END
          ] IN cells[whole]) | groups[at][4][place]]
        END AS remaining
        CALL (method, remaining) {
        UNWIND remaining AS measurement
        WITH measurement, CASE method
          WHEN 'NPS' THEN 100.0 * (measurement.promoters - measurement.detractors)
          WHEN 'RATIO' THEN 1.0 * measurement.numerator
        END AS above,
        CASE method
          WHEN 'NPS' THEN measurement.promoters + measurement.passives + measurement.detractors
          WHEN 'RATIO' THEN measurement.denominator
        END AS below, coalesce(measurement.sampleSize,
          measurement.promoters + measurement.passives + measurement.detractors, measurement.denominator, 1
        ) AS weight
        WITH above, below, weight, CASE WHEN below > 0 AND above IS NOT NULL THEN above / below ELSE measurement.value END AS result
        RETURN [count(result), sum(result), sum(result * weight), sum(weight),
          count(CASE WHEN below > 0 THEN above END), sum(CASE WHEN below > 0 THEN above END),
          sum(CASE WHEN below > 0 AND above IS NOT NULL THEN below END), min(result), max(result)] AS added
        }
        WITH metric, method, key, month, group, CASE WHEN remaining IS NULL THEN group[5] ELSE added END AS sums
        WITH metric, method, key, month, group[3] AS stated, sum(size(group[4])) AS total, sum(sums[0]) AS remain,
          collect([group[0], group[1], sums]) AS periods
        WITH metric, method, key, month, collect([stated, total, remain, periods, 8 * remain
          + CASE WHEN stated[0] THEN 4 ELSE 0 END
          + CASE WHEN stated[1] THEN 2 ELSE 0 END
          + CASE WHEN stated[2] THEN 1 ELSE 0 END]) AS sets
        WITH metric, method, key, month, sets, CASE
          WHEN size(sets) > 1 AND method IN ['COUNT', 'SUM', 'MONEY'] AND any(one IN sets WHERE one[2] > 0 AND any(other IN sets WHERE other[2] > 0
            AND any(place IN [0, 1, 2] WHERE one[0][place] AND NOT other[0][place])
            AND any(place IN [0, 1, 2] WHERE other[0][place] AND NOT one[0][place])))
          THEN reduce(first = sets[0], one IN sets | CASE WHEN one[4] > first[4] THEN one ELSE first END)
        END AS first
        WITH metric, method, key, month, sets, [one IN sets WHERE first IS NULL
          OR all(place IN [0, 1, 2] WHERE one[0][place] OR NOT first[0][place])
          OR all(place IN [0, 1, 2] WHERE first[0][place] OR NOT one[0][place])] AS counting
        WITH metric, method, key, month, counting,
          reduce(parts = 0, one IN sets | parts + one[1]) - reduce(n = 0, one IN counting | n + one[2]) AS parts
        UNWIND counting AS one
        UNWIND one[3] AS period
        WITH metric, method, key, month, parts, period[0] AS starts, period[1] AS ends, period[2] AS sums
        WHERE sums[0] > 0
        WITH metric, method, key, month, parts, starts, ends, sum(sums[0]) AS n, sum(sums[1]) AS results,
          sum(sums[2]) AS weighted, sum(sums[3]) AS weights, sum(sums[4]) AS counted, sum(sums[5]) AS above,
          sum(sums[6]) AS below, min(sums[7]) AS least, max(sums[8]) AS most
        WITH metric, key, starts, ends, n, CASE
          WHEN method IN ['COUNT', 'SUM', 'MONEY'] THEN results
          WHEN counted = n THEN above / below
          WHEN least = most THEN least
          WHEN weights > 0 THEN weighted / weights
          ELSE results / n
        END AS value
        ORDER BY ends, starts
        WITH metric, key, collect([value, ends, n])[-1] AS last
        WITH metric, key, last[0] AS value, last[1] AS day, last[2] AS n
        RETURN key AS competitor, metric, value, day AS on, n
        ORDER BY competitor.name, competitor.id, metric.name, metric.id
      }
      WITH competitor AS _20, metric AS _21, value AS _22, on AS _23, n AS _24
      RETURN [
        COLLECT {
          WITH _20 AS _25
          WHERE _25 IS NOT NULL
          RETURN [_25.name]
        }[0],
        COLLECT {
          WITH _21 AS _26
          WHERE _26 IS NOT NULL
          RETURN [_26.name]
        }[0],
        _24,
        toString(_23),
        _22
      ]
    },
    COLLECT {
      CALL (_19) {
        WITH _19 AS this
        WITH this, COLLECT {
        CALL (this) {
        MATCH (this)<-[:AT]-(measurement)-[:OF]->(metric)
        WHERE NOT EXISTS { (measurement)-[:REGARDING]->() } AND (measurement.value IS NOT NULL OR CASE metric.method
          WHEN 'NPS' THEN measurement.promoters + measurement.passives + measurement.detractors > 0
          WHEN 'RATIO' THEN measurement.denominator > 0 AND measurement.numerator IS NOT NULL
        END)
        WITH this, metric, collect(measurement) AS measured
        WHERE NOT [(metric)-[:MEASURES]->(one:Step|Touchpoint|Journey) | one] = [this]
        UNWIND measured AS measurement
        RETURN metric, true AS key, measurement
        UNION ALL
        WITH this
        WHERE EXISTS { (this)<-[:MEASURES]-() }
        CALL (this) {
        MATCH (this)<-[:AT]-(measurement)-[:OF]->(metric)
        WHERE NOT EXISTS { (measurement)-[:REGARDING]->() } AND (measurement.value IS NOT NULL OR CASE metric.method
          WHEN 'NPS' THEN measurement.promoters + measurement.passives + measurement.detractors > 0
          WHEN 'RATIO' THEN measurement.denominator > 0 AND measurement.numerator IS NOT NULL
        END)
        RETURN collect(DISTINCT metric) AS measured
        }
        MATCH (this)<-[:MEASURES]-(metric)
        WHERE [(metric)-[:MEASURES]->(one:Step|Touchpoint|Journey) | one] = [this] OR NOT metric IN measured
        WITH metric
        MATCH (metric)<-[:OF]-(measurement)
        WHERE NOT EXISTS { (measurement)-[:REGARDING]->() } AND (measurement.value IS NOT NULL OR CASE metric.method
          WHEN 'NPS' THEN measurement.promoters + measurement.passives + measurement.detractors > 0
          WHEN 'RATIO' THEN measurement.denominator > 0 AND measurement.numerator IS NOT NULL
        END)
        RETURN metric, false AS key, measurement
        }
        WITH metric, key, measurement, date.truncate('month', measurement.endsOn) AS month
        WITH metric, key, month, collect(measurement) AS measured, min(measurement.startsOn) < month AS reaches
        ORDER BY month DESC
        WITH metric, key, collect([month, measured]) AS buckets, collect(reaches) AS reaching
        WITH metric, key, CASE WHEN NOT true IN reaching THEN buckets ELSE COLLECT {
          UNWIND buckets AS bucket
          UNWIND bucket[1] AS measurement
          WITH bucket[0] AS month, measurement.startsOn AS starts, measurement.endsOn AS ends,
            collect(measurement) AS measured
          WITH collect([starts, ends, duration.inDays(starts, ends).days, month, measured]) AS periods
          UNWIND [period IN periods WHERE period[0] >= period[3] OR none(other IN periods
            WHERE other[2] < period[2] AND other[0] >= period[0] AND other[1] <= period[1])] AS period
          UNWIND period[4] AS measurement
          WITH period[3] AS month, collect(measurement) AS measured
          ORDER BY month DESC
          RETURN [month, measured] AS sorted
        } END AS buckets
        UNWIND [true, false] AS latest
        WITH metric, key, buckets, latest
        WHERE latest OR metric.direction IS NOT NULL AND metric.target IS NOT NULL AND NOT (key = true AND metric.method IN ['COUNT', 'SUM', 'MONEY'])
        WITH metric, key, buckets, latest, COLLECT {
        UNWIND range(0, size(buckets) - 1) AS age
        CALL (metric, key, buckets, age) {
        WITH metric, key, buckets[age][0] AS month, buckets[age][1] AS measured
        WITH metric, metric.method AS method, key, month, measured
        UNWIND measured AS measurement
        WITH metric, method, key, month, measurement, measurement.startsOn AS starts, measurement.endsOn AS ends, [
          EXISTS { (measurement)-[:AT]->() },
          EXISTS { (measurement)-[:VIA]->() },
          EXISTS { (measurement)-[:AMONG]->() }
        ] AS stated, CASE method
          WHEN 'NPS' THEN 100.0 * (measurement.promoters - measurement.detractors)
          WHEN 'RATIO' THEN 1.0 * measurement.numerator
        END AS above,
        CASE method
          WHEN 'NPS' THEN measurement.promoters + measurement.passives + measurement.detractors
          WHEN 'RATIO' THEN measurement.denominator
        END AS below, coalesce(measurement.sampleSize,
          measurement.promoters + measurement.passives + measurement.detractors, measurement.denominator, 1
        ) AS weight
        WITH metric, method, key, month, measurement, starts, ends, stated, above, below, weight,
          CASE WHEN below > 0 AND above IS NOT NULL THEN above / below ELSE measurement.value END AS result
        WITH metric, method, key, month, starts, ends, stated, collect(measurement) AS measured, [count(result), sum(result), sum(result * weight), sum(weight),
          count(CASE WHEN below > 0 THEN above END), sum(CASE WHEN below > 0 THEN above END),
          sum(CASE WHEN below > 0 AND above IS NOT NULL THEN below END), min(result), max(result)] AS sums
        WITH metric, method, key, month,
          collect([starts, ends, duration.inDays(starts, ends).days + 1, stated, measured, sums]) AS groups
        WITH metric, method, key, month, groups, [group IN groups | [place IN range(0, size(groups) - 1)
          WHERE groups[place][0] <= group[1] AND groups[place][1] >= group[0]
            AND (groups[place][2] > group[2] OR groups[place][2] = group[2] AND groups[place][3] <> group[3])
            AND all(dimension IN [0, 1, 2] WHERE group[3][dimension] OR NOT groups[place][3][dimension])
            AND group[2] <= 2 + 2 * duration.inDays(
              CASE WHEN group[0] > groups[place][0] THEN group[0] ELSE groups[place][0] END,
              CASE WHEN group[1] < groups[place][1] THEN group[1] ELSE groups[place][1] END
            ).days]] AS wholes
        WITH metric, method, key, month, groups, wholes, CASE WHEN any(places IN wholes WHERE places <> [])
          THEN [group IN groups | [measurement IN group[4] | [
            coalesce(head([(measurement)-[:AT]->(step) | step]), 0),
            coalesce(head([(measurement)-[:VIA]->(channel) | channel]), 0),
            coalesce(head([(measurement)-[:AMONG]->(segment) | segment]), 0)
          ]]]
        END AS cells
        UNWIND range(0, size(groups) - 1) AS at
        WITH metric, method, key, month, groups[at] AS group, CASE WHEN wholes[at] <> []
          THEN [place IN range(0, size(groups[at][4]) - 1) WHERE none(whole IN wholes[at] WHERE [
            CASE WHEN groups[whole][3][0] THEN cells[at][place][0] ELSE 0 END,
            CASE WHEN groups[whole][3][1] THEN cells[at][place][1] ELSE 0 END,
            CASE WHEN groups[whole][3][2] THEN cells[at][place][2] ELSE 0 END
          ] IN cells[whole]) | groups[at][4][place]]
        END AS remaining
        CALL (method, remaining) {
        UNWIND remaining AS measurement
        WITH measurement, CASE method
          WHEN 'NPS' THEN 100.0 * (measurement.promoters - measurement.detractors)
          WHEN 'RATIO' THEN 1.0 * measurement.numerator
        END AS above,
        CASE method
          WHEN 'NPS' THEN measurement.promoters + measurement.passives + measurement.detractors
          WHEN 'RATIO' THEN measurement.denominator
        END AS below, coalesce(measurement.sampleSize,
          measurement.promoters + measurement.passives + measurement.detractors, measurement.denominator, 1
        ) AS weight
        WITH above, below, weight, CASE WHEN below > 0 AND above IS NOT NULL THEN above / below ELSE measurement.value END AS result
        RETURN [count(result), sum(result), sum(result * weight), sum(weight),
          count(CASE WHEN below > 0 THEN above END), sum(CASE WHEN below > 0 THEN above END),
          sum(CASE WHEN below > 0 AND above IS NOT NULL THEN below END), min(result), max(result)] AS added
        }
        WITH metric, method, key, month, group, CASE WHEN remaining IS NULL THEN group[5] ELSE added END AS sums
        WITH metric, method, key, month, group[3] AS stated, sum(size(group[4])) AS total, sum(sums[0]) AS remain,
          collect([group[0], group[1], sums]) AS periods
        WITH metric, method, key, month, collect([stated, total, remain, periods, 8 * remain
          + CASE WHEN stated[0] THEN 4 ELSE 0 END
          + CASE WHEN stated[1] THEN 2 ELSE 0 END
          + CASE WHEN stated[2] THEN 1 ELSE 0 END]) AS sets
        WITH metric, method, key, month, sets, CASE
          WHEN size(sets) > 1 AND method IN ['COUNT', 'SUM', 'MONEY'] AND any(one IN sets WHERE one[2] > 0 AND any(other IN sets WHERE other[2] > 0
            AND any(place IN [0, 1, 2] WHERE one[0][place] AND NOT other[0][place])
            AND any(place IN [0, 1, 2] WHERE other[0][place] AND NOT one[0][place])))
          THEN reduce(first = sets[0], one IN sets | CASE WHEN one[4] > first[4] THEN one ELSE first END)
        END AS first
        WITH metric, method, key, month, sets, [one IN sets WHERE first IS NULL
          OR all(place IN [0, 1, 2] WHERE one[0][place] OR NOT first[0][place])
          OR all(place IN [0, 1, 2] WHERE first[0][place] OR NOT one[0][place])] AS counting
        WITH metric, method, key, month, counting,
          reduce(parts = 0, one IN sets | parts + one[1]) - reduce(n = 0, one IN counting | n + one[2]) AS parts
        UNWIND counting AS one
        UNWIND one[3] AS period
        WITH metric, method, key, month, parts, period[0] AS starts, period[1] AS ends, period[2] AS sums
        WHERE sums[0] > 0
        WITH metric, method, key, month, parts, starts, ends, sum(sums[0]) AS n, sum(sums[1]) AS results,
          sum(sums[2]) AS weighted, sum(sums[3]) AS weights, sum(sums[4]) AS counted, sum(sums[5]) AS above,
          sum(sums[6]) AS below, min(sums[7]) AS least, max(sums[8]) AS most
        WITH metric, method, key, month, starts, ends, n, results, weighted, weights, counted, above, below, least, most, CASE
          WHEN method IN ['COUNT', 'SUM', 'MONEY'] THEN results
          WHEN counted = n THEN above / below
          WHEN least = most THEN least
          WHEN weights > 0 THEN weighted / weights
          ELSE results / n
        END AS value
        ORDER BY ends, starts
        WITH metric, method, key, month, collect([value, ends, n])[-1] AS last, sum(n) AS n, sum(results) AS results, sum(weighted) AS weighted, sum(weights) AS weights,
          sum(counted) AS counted, sum(above) AS above, sum(below) AS below, min(least) AS least, max(most) AS most
        WITH metric, key, last, CASE
          WHEN method IN ['COUNT', 'SUM', 'MONEY'] THEN results
          WHEN counted = n THEN above / below
          WHEN least = most THEN least
          WHEN weights > 0 THEN weighted / weights
          ELSE results / n
        END AS value
        RETURN last, NOT (key = true AND metric.method IN ['COUNT', 'SUM', 'MONEY']) AND coalesce(CASE metric.direction
          WHEN 'UP' THEN value < metric.target
          WHEN 'DOWN' THEN value > metric.target
        END, false) AS missed
        }
        WITH age, last, missed
        WHERE latest OR NOT missed
        RETURN [age, last] AS found
        LIMIT 1
        } AS month
        WITH metric, key, collect(CASE WHEN latest THEN month[0][1] END)[0] AS last,
          collect(CASE WHEN NOT latest THEN coalesce(month[0][0], size(buckets)) END)[0] AS run
        WITH metric, key, last[0] AS value, last[1] AS day, last[2] AS n, coalesce(run, 0) AS missedTargets
        RETURN [metric, value, day, n, missedTargets, key] AS reading
        } AS here, [] AS shared
        WITH this, here, COLLECT {
        MATCH (this)<-[:MEASURES]-(metric)
        WHERE NOT metric IN [reading IN here | reading[0]]
        RETURN coalesce(
          head([reading IN shared WHERE reading[0] = metric]), [metric, null, null, 0, 0, false]
        ) AS reading
        } AS others
        UNWIND here + others AS reading
        WITH this, reading[0] AS metric, reading
        RETURN metric, reading[1] AS value, reading[2] AS on, reading[3] AS n, reading[4] AS missedTargets,
          CASE WHEN reading[5] OR [(metric)-[:MEASURES]->(one:Step|Touchpoint|Journey) | one] = [this] THEN 'HERE' ELSE 'OVERALL' END AS scope
        ORDER BY metric.name, metric.id
      }
      WITH metric AS _27, value AS _28, on AS _29, n AS _30, missedTargets AS _31, scope AS _32
      RETURN [
        COLLECT {
          WITH _27 AS _33
          WHERE _33 IS NOT NULL
          RETURN [_33.name, _33.target, _33.unit]
        }[0],
        _31,
        _30,
        toString(_29),
        _32,
        _28
      ]
    },
    [
      COLLECT {
        MATCH (_19)<-[:MEASURES]-(_34)
        WITH _34
        ORDER BY _34.nameOrder, _34.id
        LIMIT $p4
        RETURN [
          [
            COLLECT {
              CALL (_34) {
                WITH _34 AS this, $p2 AS stepId, null AS journeyId, null AS channelId, null AS segmentId, null AS competitorId
                WITH this AS metric, stepId, journeyId, channelId, segmentId, competitorId
                MATCH (metric)<-[:OF]-(measurement)
                WHERE (stepId IS NULL OR EXISTS { (measurement)-[:AT]->(step) WHERE step.id = stepId })
                  AND (journeyId IS NULL OR EXISTS {
                    (measurement)-[:AT]->()<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey) WHERE journey.id = journeyId
                  })
                  AND (channelId IS NULL OR EXISTS { (measurement)-[:VIA]->(channel) WHERE channel.id = channelId })
                  AND (segmentId IS NULL OR EXISTS { (measurement)-[:AMONG]->(segment) WHERE segment.id = segmentId })
                  AND CASE
                    WHEN competitorId IS NULL THEN NOT EXISTS { (measurement)-[:REGARDING]->() }
                    ELSE EXISTS { (measurement)-[:REGARDING]->(competitor) WHERE competitor.id = competitorId }
                  END
                  AND (measurement.value IS NOT NULL OR CASE metric.method
                  WHEN 'NPS' THEN measurement.promoters + measurement.passives + measurement.detractors > 0
                  WHEN 'RATIO' THEN measurement.denominator > 0 AND measurement.numerator IS NOT NULL
                END)
                WITH metric, coalesce(stepId, journeyId, channelId, segmentId, competitorId) IS NOT NULL AS key, measurement
                WITH metric, key, measurement, date.truncate('month', measurement.endsOn) AS month
                WITH metric, key, month, collect(measurement) AS measured, min(measurement.startsOn) < month AS reaches
                ORDER BY month DESC
                WITH metric, key, collect([month, measured]) AS buckets, collect(reaches) AS reaching
                WITH metric, key, CASE WHEN NOT true IN reaching THEN buckets ELSE COLLECT {
                  UNWIND buckets AS bucket
                  UNWIND bucket[1] AS measurement
                  WITH bucket[0] AS month, measurement.startsOn AS starts, measurement.endsOn AS ends,
                    collect(measurement) AS measured
                  WITH collect([starts, ends, duration.inDays(starts, ends).days, month, measured]) AS periods
                  UNWIND [period IN periods WHERE period[0] >= period[3] OR none(other IN periods
                    WHERE other[2] < period[2] AND other[0] >= period[0] AND other[1] <= period[1])] AS period
                  UNWIND period[4] AS measurement
                  WITH period[3] AS month, collect(measurement) AS measured
                  ORDER BY month DESC
                  RETURN [month, measured] AS sorted
                } END AS buckets
                WITH metric, key, buckets[0][0] AS month, buckets[0][1] AS measured
                WITH metric, metric.method AS method, key, month, measured
                UNWIND measured AS measurement
                WITH metric, method, key, month, measurement, measurement.startsOn AS starts, measurement.endsOn AS ends, [
                  EXISTS { (measurement)-[:AT]->() },
                  EXISTS { (measurement)-[:VIA]->() },
                  EXISTS { (measurement)-[:AMONG]->() }
                ] AS stated, CASE method
                  WHEN 'NPS' THEN 100.0 * (measurement.promoters - measurement.detractors)
                  WHEN 'RATIO' THEN 1.0 * measurement.numerator
                END AS above,
                CASE method
                  WHEN 'NPS' THEN measurement.promoters + measurement.passives + measurement.detractors
                  WHEN 'RATIO' THEN measurement.denominator
                END AS below, coalesce(measurement.sampleSize,
                  measurement.promoters + measurement.passives + measurement.detractors, measurement.denominator, 1
                ) AS weight
                WITH metric, method, key, month, measurement, starts, ends, stated, above, below, weight,
                  CASE WHEN below > 0 AND above IS NOT NULL THEN above / below ELSE measurement.value END AS result
                WITH metric, method, key, month, starts, ends, stated, collect(measurement) AS measured, [count(result), sum(result), sum(result * weight), sum(weight),
                  count(CASE WHEN below > 0 THEN above END), sum(CASE WHEN below > 0 THEN above END),
                  sum(CASE WHEN below > 0 AND above IS NOT NULL THEN below END), min(result), max(result)] AS sums
                WITH metric, method, key, month,
                  collect([starts, ends, duration.inDays(starts, ends).days + 1, stated, measured, sums]) AS groups
                WITH metric, method, key, month, groups, [group IN groups | [place IN range(0, size(groups) - 1)
                  WHERE groups[place][0] <= group[1] AND groups[place][1] >= group[0]
                    AND (groups[place][2] > group[2] OR groups[place][2] = group[2] AND groups[place][3] <> group[3])
                    AND all(dimension IN [0, 1, 2] WHERE group[3][dimension] OR NOT groups[place][3][dimension])
                    AND group[2] <= 2 + 2 * duration.inDays(
                      CASE WHEN group[0] > groups[place][0] THEN group[0] ELSE groups[place][0] END,
                      CASE WHEN group[1] < groups[place][1] THEN group[1] ELSE groups[place][1] END
                    ).days]] AS wholes
                WITH metric, method, key, month, groups, wholes, CASE WHEN any(places IN wholes WHERE places <> [])
                  THEN [group IN groups | [measurement IN group[4] | [
                    coalesce(head([(measurement)-[:AT]->(step) | step]), 0),
                    coalesce(head([(measurement)-[:VIA]->(channel) | channel]), 0),
                    coalesce(head([(measurement)-[:AMONG]->(segment) | segment]), 0)
                  ]]]
                END AS cells
                UNWIND range(0, size(groups) - 1) AS at
                WITH metric, method, key, month, groups[at] AS group, CASE WHEN wholes[at] <> []
                  THEN [place IN range(0, size(groups[at][4]) - 1) WHERE none(whole IN wholes[at] WHERE [
                    CASE WHEN groups[whole][3][0] THEN cells[at][place][0] ELSE 0 END,
                    CASE WHEN groups[whole][3][1] THEN cells[at][place][1] ELSE 0 END,
                    CASE WHEN groups[whole][3][2] THEN cells[at][place][2] ELSE 0 END
                  ] IN cells[whole]) | groups[at][4][place]]
                END AS remaining
                CALL (method, remaining) {
                UNWIND remaining AS measurement
                WITH measurement, CASE method
                  WHEN 'NPS' THEN 100.0 * (measurement.promoters - measurement.detractors)
                  WHEN 'RATIO' THEN 1.0 * measurement.numerator
                END AS above,
                CASE method
                  WHEN 'NPS' THEN measurement.promoters + measurement.passives + measurement.detractors
                  WHEN 'RATIO' THEN measurement.denominator
                END AS below, coalesce(measurement.sampleSize,
                  measurement.promoters + measurement.passives + measurement.detractors, measurement.denominator, 1
                ) AS weight
                WITH above, below, weight, CASE WHEN below > 0 AND above IS NOT NULL THEN above / below ELSE measurement.value END AS result
                RETURN [count(result), sum(result), sum(result * weight), sum(weight),
                  count(CASE WHEN below > 0 THEN above END), sum(CASE WHEN below > 0 THEN above END),
                  sum(CASE WHEN below > 0 AND above IS NOT NULL THEN below END), min(result), max(result)] AS added
                }
                WITH metric, method, key, month, group, CASE WHEN remaining IS NULL THEN group[5] ELSE added END AS sums
                WITH metric, method, key, month, group[3] AS stated, sum(size(group[4])) AS total, sum(sums[0]) AS remain,
                  collect([group[0], group[1], sums]) AS periods
                WITH metric, method, key, month, collect([stated, total, remain, periods, 8 * remain
                  + CASE WHEN stated[0] THEN 4 ELSE 0 END
                  + CASE WHEN stated[1] THEN 2 ELSE 0 END
                  + CASE WHEN stated[2] THEN 1 ELSE 0 END]) AS sets
                WITH metric, method, key, month, sets, CASE
                  WHEN size(sets) > 1 AND method IN ['COUNT', 'SUM', 'MONEY'] AND any(one IN sets WHERE one[2] > 0 AND any(other IN sets WHERE other[2] > 0
                    AND any(place IN [0, 1, 2] WHERE one[0][place] AND NOT other[0][place])
                    AND any(place IN [0, 1, 2] WHERE other[0][place] AND NOT one[0][place])))
                  THEN reduce(first = sets[0], one IN sets | CASE WHEN one[4] > first[4] THEN one ELSE first END)
                END AS first
                WITH metric, method, key, month, sets, [one IN sets WHERE first IS NULL
                  OR all(place IN [0, 1, 2] WHERE one[0][place] OR NOT first[0][place])
                  OR all(place IN [0, 1, 2] WHERE first[0][place] OR NOT one[0][place])] AS counting
                WITH metric, method, key, month, counting,
                  reduce(parts = 0, one IN sets | parts + one[1]) - reduce(n = 0, one IN counting | n + one[2]) AS parts
                UNWIND counting AS one
                UNWIND one[3] AS period
                WITH metric, method, key, month, parts, period[0] AS starts, period[1] AS ends, period[2] AS sums
                WHERE sums[0] > 0
                WITH metric, method, key, month, parts, starts, ends, sum(sums[0]) AS n, sum(sums[1]) AS results,
                  sum(sums[2]) AS weighted, sum(sums[3]) AS weights, sum(sums[4]) AS counted, sum(sums[5]) AS above,
                  sum(sums[6]) AS below, min(sums[7]) AS least, max(sums[8]) AS most
                WITH metric, key, starts, ends, n, CASE
                  WHEN method IN ['COUNT', 'SUM', 'MONEY'] THEN results
                  WHEN counted = n THEN above / below
                  WHEN least = most THEN least
                  WHEN weights > 0 THEN weighted / weights
                  ELSE results / n
                END AS value
                ORDER BY ends, starts
                WITH metric, key, collect([value, ends, n])[-1] AS last
                WITH metric, key, last[0] AS value, last[1] AS day, last[2] AS n
                RETURN max(value) AS value
              }
              RETURN value
            }[0],
            COLLECT {
              CALL (_34) {
                WITH _34 AS this, $p3 AS months, null AS stepId, null AS journeyId, null AS channelId, null AS segmentId, null AS competitorId
                WITH this AS metric, months, stepId, journeyId, channelId, segmentId, competitorId
                WITH metric, months, COLLECT {
                MATCH (metric)<-[:OF]-(measurement)
                WHERE (stepId IS NULL OR EXISTS { (measurement)-[:AT]->(step) WHERE step.id = stepId })
                  AND (journeyId IS NULL OR EXISTS {
                    (measurement)-[:AT]->()<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey) WHERE journey.id = journeyId
                  })
                  AND (channelId IS NULL OR EXISTS { (measurement)-[:VIA]->(channel) WHERE channel.id = channelId })
                  AND (segmentId IS NULL OR EXISTS { (measurement)-[:AMONG]->(segment) WHERE segment.id = segmentId })
                  AND CASE
                    WHEN competitorId IS NULL THEN NOT EXISTS { (measurement)-[:REGARDING]->() }
                    ELSE EXISTS { (measurement)-[:REGARDING]->(competitor) WHERE competitor.id = competitorId }
                  END
                  AND (measurement.value IS NOT NULL OR CASE metric.method
                  WHEN 'NPS' THEN measurement.promoters + measurement.passives + measurement.detractors > 0
                  WHEN 'RATIO' THEN measurement.denominator > 0 AND measurement.numerator IS NOT NULL
                END)
                WITH metric, [coalesce(stepId, journeyId, channelId, segmentId, competitorId) IS NOT NULL, months + 11] AS key, measurement
                WITH metric, key, measurement, date.truncate('month', measurement.endsOn) AS month
                WITH metric, key, month, collect(measurement) AS measured, min(measurement.startsOn) < month AS reaches
                ORDER BY month DESC
                WITH metric, key, collect([month, measured]) AS buckets, collect(reaches) AS reaching
                WITH metric, key, CASE WHEN NOT true IN reaching THEN buckets ELSE COLLECT {
                  UNWIND buckets AS bucket
                  UNWIND bucket[1] AS measurement
                  WITH bucket[0] AS month, measurement.startsOn AS starts, measurement.endsOn AS ends,
                    collect(measurement) AS measured
                  WITH collect([starts, ends, duration.inDays(starts, ends).days, month, measured]) AS periods
                  UNWIND [period IN periods WHERE period[0] >= period[3] OR none(other IN periods
                    WHERE other[2] < period[2] AND other[0] >= period[0] AND other[1] <= period[1])] AS period
                  UNWIND period[4] AS measurement
                  WITH period[3] AS month, collect(measurement) AS measured
                  ORDER BY month DESC
                  RETURN [month, measured] AS sorted
                } END AS buckets
                UNWIND buckets AS bucket
                WITH metric, key, buckets[0][0] AS newest, bucket[0] AS month, bucket[1] AS measured
                WHERE month >= newest - duration({months: key[1]})
                WITH metric, key[0] AS key, month, measured
                WITH metric, metric.method AS method, key, month, measured
                UNWIND measured AS measurement
                WITH metric, method, key, month, measurement, measurement.startsOn AS starts, measurement.endsOn AS ends, [
                  EXISTS { (measurement)-[:AT]->() },
                  EXISTS { (measurement)-[:VIA]->() },
                  EXISTS { (measurement)-[:AMONG]->() }
                ] AS stated, CASE method
                  WHEN 'NPS' THEN 100.0 * (measurement.promoters - measurement.detractors)
                  WHEN 'RATIO' THEN 1.0 * measurement.numerator
                END AS above,
                CASE method
                  WHEN 'NPS' THEN measurement.promoters + measurement.passives + measurement.detractors
                  WHEN 'RATIO' THEN measurement.denominator
                END AS below, coalesce(measurement.sampleSize,
                  measurement.promoters + measurement.passives + measurement.detractors, measurement.denominator, 1
                ) AS weight
                WITH metric, method, key, month, measurement, starts, ends, stated, above, below, weight,
                  CASE WHEN below > 0 AND above IS NOT NULL THEN above / below ELSE measurement.value END AS result
                WITH metric, method, key, month, starts, ends, stated, collect(measurement) AS measured, [count(result), sum(result), sum(result * weight), sum(weight),
                  count(CASE WHEN below > 0 THEN above END), sum(CASE WHEN below > 0 THEN above END),
                  sum(CASE WHEN below > 0 AND above IS NOT NULL THEN below END), min(result), max(result)] AS sums
                WITH metric, method, key, month,
                  collect([starts, ends, duration.inDays(starts, ends).days + 1, stated, measured, sums]) AS groups
                WITH metric, method, key, month, groups, [group IN groups | [place IN range(0, size(groups) - 1)
                  WHERE groups[place][0] <= group[1] AND groups[place][1] >= group[0]
                    AND (groups[place][2] > group[2] OR groups[place][2] = group[2] AND groups[place][3] <> group[3])
                    AND all(dimension IN [0, 1, 2] WHERE group[3][dimension] OR NOT groups[place][3][dimension])
                    AND group[2] <= 2 + 2 * duration.inDays(
                      CASE WHEN group[0] > groups[place][0] THEN group[0] ELSE groups[place][0] END,
                      CASE WHEN group[1] < groups[place][1] THEN group[1] ELSE groups[place][1] END
                    ).days]] AS wholes
                WITH metric, method, key, month, groups, wholes, CASE WHEN any(places IN wholes WHERE places <> [])
                  THEN [group IN groups | [measurement IN group[4] | [
                    coalesce(head([(measurement)-[:AT]->(step) | step]), 0),
                    coalesce(head([(measurement)-[:VIA]->(channel) | channel]), 0),
                    coalesce(head([(measurement)-[:AMONG]->(segment) | segment]), 0)
                  ]]]
                END AS cells
                UNWIND range(0, size(groups) - 1) AS at
                WITH metric, method, key, month, groups[at] AS group, CASE WHEN wholes[at] <> []
                  THEN [place IN range(0, size(groups[at][4]) - 1) WHERE none(whole IN wholes[at] WHERE [
                    CASE WHEN groups[whole][3][0] THEN cells[at][place][0] ELSE 0 END,
                    CASE WHEN groups[whole][3][1] THEN cells[at][place][1] ELSE 0 END,
                    CASE WHEN groups[whole][3][2] THEN cells[at][place][2] ELSE 0 END
                  ] IN cells[whole]) | groups[at][4][place]]
                END AS remaining
                CALL (method, remaining) {
                UNWIND remaining AS measurement
                WITH measurement, CASE method
                  WHEN 'NPS' THEN 100.0 * (measurement.promoters - measurement.detractors)
                  WHEN 'RATIO' THEN 1.0 * measurement.numerator
                END AS above,
                CASE method
                  WHEN 'NPS' THEN measurement.promoters + measurement.passives + measurement.detractors
                  WHEN 'RATIO' THEN measurement.denominator
                END AS below, coalesce(measurement.sampleSize,
                  measurement.promoters + measurement.passives + measurement.detractors, measurement.denominator, 1
                ) AS weight
                WITH above, below, weight, CASE WHEN below > 0 AND above IS NOT NULL THEN above / below ELSE measurement.value END AS result
                RETURN [count(result), sum(result), sum(result * weight), sum(weight),
                  count(CASE WHEN below > 0 THEN above END), sum(CASE WHEN below > 0 THEN above END),
                  sum(CASE WHEN below > 0 AND above IS NOT NULL THEN below END), min(result), max(result)] AS added
                }
                WITH metric, method, key, month, group, CASE WHEN remaining IS NULL THEN group[5] ELSE added END AS sums
                WITH metric, method, key, month, group[3] AS stated, sum(size(group[4])) AS total, sum(sums[0]) AS remain,
                  collect([group[0], group[1], sums]) AS periods
                WITH metric, method, key, month, collect([stated, total, remain, periods, 8 * remain
                  + CASE WHEN stated[0] THEN 4 ELSE 0 END
                  + CASE WHEN stated[1] THEN 2 ELSE 0 END
                  + CASE WHEN stated[2] THEN 1 ELSE 0 END]) AS sets
                WITH metric, method, key, month, sets, CASE
                  WHEN size(sets) > 1 AND method IN ['COUNT', 'SUM', 'MONEY'] AND any(one IN sets WHERE one[2] > 0 AND any(other IN sets WHERE other[2] > 0
                    AND any(place IN [0, 1, 2] WHERE one[0][place] AND NOT other[0][place])
                    AND any(place IN [0, 1, 2] WHERE other[0][place] AND NOT one[0][place])))
                  THEN reduce(first = sets[0], one IN sets | CASE WHEN one[4] > first[4] THEN one ELSE first END)
                END AS first
                WITH metric, method, key, month, sets, [one IN sets WHERE first IS NULL
                  OR all(place IN [0, 1, 2] WHERE one[0][place] OR NOT first[0][place])
                  OR all(place IN [0, 1, 2] WHERE first[0][place] OR NOT one[0][place])] AS counting
                WITH metric, method, key, month, counting,
                  reduce(parts = 0, one IN sets | parts + one[1]) - reduce(n = 0, one IN counting | n + one[2]) AS parts
                UNWIND counting AS one
                UNWIND one[3] AS period
                WITH metric, method, key, month, parts, period[0] AS starts, period[1] AS ends, period[2] AS sums
                WHERE sums[0] > 0
                WITH metric, method, key, month, parts, starts, ends, sum(sums[0]) AS n, sum(sums[1]) AS results,
                  sum(sums[2]) AS weighted, sum(sums[3]) AS weights, sum(sums[4]) AS counted, sum(sums[5]) AS above,
                  sum(sums[6]) AS below, min(sums[7]) AS least, max(sums[8]) AS most
                WITH metric, method, key, month, parts, sum(n) AS n, sum(results) AS results, sum(weighted) AS weighted, sum(weights) AS weights,
                  sum(counted) AS counted, sum(above) AS above, sum(below) AS below, min(least) AS least, max(most) AS most
                WITH metric, key, month, n, parts, CASE
                  WHEN method IN ['COUNT', 'SUM', 'MONEY'] THEN results
                  WHEN counted = n THEN above / below
                  WHEN least = most THEN least
                  WHEN weights > 0 THEN weighted / weights
                  ELSE results / n
                END AS value
                ORDER BY month
                RETURN [month, value, n, parts, NOT (key = true AND metric.method IN ['COUNT', 'SUM', 'MONEY']) AND coalesce(CASE metric.direction
                  WHEN 'UP' THEN value < metric.target
                  WHEN 'DOWN' THEN value > metric.target
                END, false)] AS entry
                } AS history
                WITH history, metric.direction AS direction, history[-1][0] - duration({months: months - 1}) AS since
                WITH history, direction, [entry IN history WHERE entry[0] >= since] AS shown
                WITH shown, direction, [entry IN shown | [entry[0], entry[1], entry[2], entry[3], head(
                  [earlier IN history WHERE earlier[0] = entry[0] - duration({months: 12}) | earlier[1]]
                )]] AS buckets, CASE WHEN size(shown) > 1 THEN shown[-1][1] - shown[0][1] END AS change
                RETURN buckets, change,
                  CASE direction WHEN 'UP' THEN change > 0 WHEN 'DOWN' THEN change < 0 END AS improving,
                  reduce(run = 0, entry IN shown | CASE WHEN entry[4] THEN run + 1 ELSE 0 END) AS missedTargets
              }
              WITH buckets AS _35
              RETURN [
                COLLECT {
                  UNWIND _35 AS _36
                  WITH _36[0] AS _37, _36[1] AS _38, _36[2] AS _39, _36[3] AS _40
                  RETURN [toString(_37), _39, _40, _38]
                }
              ]
            }[0],
            _34.name
          ]
        ]
      }
    ],
    _19.name
  ]
}[0] AS _41
