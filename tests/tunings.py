"""How the database servers of the tests are tuned."""

from graph.server import Tuning

# The run asks thousands of different statements a few times each: what Java and Neo4j do for statements that
# are asked often would take a third of its processor time. The plans fill half a gigabyte; without more heap
# half of the time goes into collecting garbage.
TESTS = Tuning(
    "1g",
    "64m",
    (
        "-XX:+UseSerialGC",
        "-XX:Tier4InvocationThreshold=60000",
        "-XX:Tier4MinInvocationThreshold=12000",
        "-XX:Tier4CompileThreshold=120000",
        "-XX:Tier4BackEdgeThreshold=200000",
    ),
    ("dbms.cypher.min_replan_interval=1h", "internal.cypher.expression_engine=INTERPRETED"),
    lasting=False,
)
# For a server that answers a few statements and ends: half the processor time of a start.
BRIEF = Tuning("512m", "64m", ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), lasting=False)
