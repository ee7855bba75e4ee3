"""Markdown: tables wherever they stand, trees and journeys in headings, diagrams beside them."""
