"""A case study and the mentions in it → its facts."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.cases.endings import endings
from indexer.cases.mentions import agencies, categories, numbers, orders
from indexer.cases.story import story
from indexer.cases.values import CaseFacts
from indexer.cases.wording import interventions, risks
from indexer.model import Entity, Section


def facts(section: Section, entities: Sequence[Entity]) -> CaseFacts | None:
    """What the case study tells; None for a section of another kind or without text of its own.

    Only the `entities` of this section count. Raises RulesError where the rules are faulty.
    """
    if section.kind != "case_study" or section.subtype in ("heading_only", "parent"):
        return None
    mentions = [entity for entity in entities if entity.section == section.id]
    told = story(section, [entity.span for entity in mentions])
    at_work = agencies(told, mentions)
    kinds, outcome = endings(told, section.text)
    return CaseFacts(
        section=section.id,
        subject=told.subject,
        categories=categories(told, mentions),
        levels=numbers(told, mentions, "MAPPA_LEVEL"),
        agencies=at_work,
        orders=orders(told, mentions),
        risks=risks(told, mentions, at_work),
        interventions=interventions(told, mentions),
        endings=kinds,
        outcome=outcome,
    )
