"""What all finders together hand on of one article."""

from dataclasses import dataclass

from schemas.words import FactsLevel
from tasks.facts.mentions.found import FoundMention
from tasks.facts.quantities.found import FoundQuantity
from tasks.facts.quotations.found import FoundQuotation
from tasks.facts.times.found import FoundTime


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one body, each kind in the order of the text, and by which rules they were found."""

    level: FactsLevel
    quotations: tuple[FoundQuotation, ...]
    mentions: tuple[FoundMention, ...]
    times: tuple[FoundTime, ...]
    quantities: tuple[FoundQuantity, ...]
