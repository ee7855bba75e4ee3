"""The model: every kind of record, each declared in the file of its name."""

from graph.model.change import Change
from graph.model.channel import Channel
from graph.model.competitor import Competitor
from graph.model.goal import Goal
from graph.model.insight import Insight
from graph.model.journey import Journey
from graph.model.measurement import Measurement
from graph.model.metric import Metric
from graph.model.opportunity import Opportunity
from graph.model.person import Person
from graph.model.persona import Persona
from graph.model.phase import Phase
from graph.model.product import Product
from graph.model.quote import Quote
from graph.model.segment import Segment
from graph.model.solution import Solution
from graph.model.source import Source
from graph.model.step import Step
from graph.model.tag import Tag
from graph.model.team import Team
from graph.model.touchpoint import Touchpoint
from graph.model.vision import Vision
from graph.model.workshop_import import Import
from graph.schema import Model

MODEL = Model(
    [
        Journey,
        Phase,
        Step,
        Touchpoint,
        Channel,
        Persona,
        Segment,
        Vision,
        Product,
        Team,
        Person,
        Goal,
        Insight,
        Quote,
        Opportunity,
        Solution,
        Metric,
        Measurement,
        Competitor,
        Tag,
        Source,
        Import,
        Change,
    ]
)
