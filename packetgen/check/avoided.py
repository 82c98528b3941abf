"""Words that are avoided everywhere and those that victims never read, each with what to say instead.

Data of ``term_rules``: patterns in lower case, read without regard to case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from packetgen.check.spelling import pattern_of

EVERYWHERE: Mapping[str, str] = MappingProxyType(
    {
        r"offenders?": "the person convicted",
        r"perpetrators?": "the person convicted; the person who committed the crime",
        r"(?:your|her|his|their|the) (?:attacker|assailant|abuser|rapist|killer|murderer)s?": "the person convicted",
        r"inmates?|felons?|convicts|ex-convicts?|ex-cons?": "person in prison",
        r"exonerees?": "the person who was cleared",
        r"alleged (?:victims?|crimes?|assault|rape|offen[cs]e)": "the crime; what happened",
        r"alleged innocence": "a claim of innocence",
        r"secondary victims?": "family member; loved one",
        r"got off|(?:legal|mere) technicalit(?:y|ies)|on a technicality": "what the court decided",
        r"real (?:killer|perpetrator|rapist|criminal)": "the person who committed the crime",
        r"new evidence (?:proves|shows)": "new information is being looked at",
        r"(?:give|bring|find|get|have|reach|offer|need|seek|sense of|for|some) closure": "what happens next",
        r"justice (?:has been|was|is|will be) (?:done|served)": "what was decided",
        r"(?:the|american) indians": "the nation's own name",
        r"meet (?:your|the|her|his|their) offenders?": "a dialogue that the person who was harmed starts and can stop",
    }
)

TO_VICTIMS: Mapping[str, str] = MappingProxyType(
    {
        r"closure": "what happens next",
        r"mov(?:e|ing|ed) on(?! to)|get(?:ting)? over it": "nothing; people heal in their own way",
        r"complainants?": "you",
        r"(?:the|this|that|your) incident": "the crime; what happened to you",
        r"convicts?": "the person convicted",
        r"your (?:mistake|error)s?|misidentif(?:y|ied|ication)\w*|you (?:lied|were wrong)": "the identification",
        r"reconcil(?:e|iation)|forgiveness": "a dialogue that you start and can stop",
        r"cooperat(?:e|es|ed|ion|ive)": "if you want; you may choose",
        r"technicality": "what the court decided",
        r"(?:the )?body (?:was|of the|of your)": "the person who was killed",
    }
)

COMMANDS = re.compile(
    r"\b(?<!what )(?:you|victims?|survivors?|families) (?:must|shall|are required to|are obliged to|have to|need to"
    r"|should(?! (?:have|be|get|hear|know|not)\b)) "
    r"|\bfailure to\b|\bit is (?:mandatory|important) (?:that|for) you\b|\bbe sure to\b|\bdo not (?:ignore|delay"
    r"|fail)\b",
    re.IGNORECASE,
)
DUTY = re.compile(
    r"sign(?:ed|ing)?[ -]?up|register|\bask\b|\bapply|\brequest|\bwrite\b|\bwriting\b|in time|deadline|\bclaim"
    r"|\bmove\b|address"
    r"|\b(?:do|does|did|need|must|may|have|should) not\b|n['’]t\b|\bnobody\b|\bno one\b|\bnever\b|\bnothing\b|\?$"
    r"|\bif you (?:want|like|wish|choose)\b",
    re.IGNORECASE,
)
"""What a duty may be about, and what denies it: signing up is the one thing that a reader must do."""

_WRONGLY = r"(?:wrongly|wrongfully|rightly|rightfully|justly)"
_SOMEONE = r"(?:he|she|(?:the|this|that) (?:person|man|woman|defendant|petitioner|applicant))"

VERDICTS: Mapping[str, str] = MappingProxyType(
    {
        r"(?:man|woman|person|one|defendant) (?:who|that) (?:hurt|harmed|attacked|raped|assaulted|killed) you\w*": (
            "the person convicted"
        ),
        r"(?:man|woman|person|one|defendant) (?:who|that) did this to you\w*": "the person convicted",
        r"the guilty (?:man|woman|person|party|one)": "the person convicted",
        rf"{_SOMEONE} (?:is|was) (?:\w+ )?(?:guilty|innocent)": "what is claimed, and by whom",
        rf"(?:is|was|were|been) {_WRONGLY} convicted": "a claim that the conviction was not right",
        rf"the {_WRONGLY} convicted(?: (?:person|people|man|men))?": "people who claim innocence",
        r"an innocent (?:man|woman|person)": "a person who says that he or she is innocent",
        r"(?:the|this) wrongful conviction": "the conviction that is being looked at",
        r"prov(?:es|en|ed) (?:his|her|their|the person['’]s) (?:guilt|innocence)": "what is claimed, and by whom",
        r"(?:right|wrong) (?:man|person) (?:is|was) (?:in prison|convicted)": "the person convicted",
        r"(?:jury|judge|court) got it (?:right|wrong)": "what was decided",
    }
)

OPEN_QUESTION = re.compile(
    r"\b(?:if|whether|claims?|claimed|says?|said|someone|somebody|(?:may|might|could) be (?:innocent|guilty)"
    r"|declared?|declares|find|found"
    r"|finds|cleared|exonerat\w+"
    r"|presum\w+|assum\w+|suppos\w+|proof|prove|show|never|not|no|nobody|neither|nor|once|when|after)\b|n['’]t\b|\?$",
    re.IGNORECASE,
)
"""What leaves open who is guilty, or says that a court has spoken."""


@dataclass(frozen=True, slots=True)
class Avoided:
    """A table of avoided words, compiled."""

    any_of_them: re.Pattern[str]
    """Finds whether one of them stands in a text at all, which is seldom so."""
    entries: tuple[tuple[re.Pattern[str], str], ...]
    """Each with what to say instead."""

    def first_in(self, text: str) -> tuple[str, str] | None:
        """Return the first of the words that stands in a text, and what to say instead."""
        if self.any_of_them.search(text):
            for pattern, instead in self.entries:
                if found := pattern.search(text):
                    return found[0], instead
        return None


def _compiled(table: Mapping[str, str]) -> Avoided:
    return Avoided(pattern_of(table), tuple((pattern_of([words]), instead) for words, instead in table.items()))


AVOIDED_EVERYWHERE, AVOIDED_TO_VICTIMS = _compiled(EVERYWHERE), _compiled({**EVERYWHERE, **TO_VICTIMS})
AVOIDED_VERDICTS = _compiled(VERDICTS)
