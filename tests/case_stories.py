"""Case studies in our own words and what they tell, and our reading of one that the reference does not label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Told:
    """A study and its facts, in the order told but for `orders` and `risks`; of `interventions` and `endings` those
    that must be found."""

    name: str
    text: str
    subject: str | None
    categories: tuple[int, ...]
    levels: tuple[int, ...]
    agencies: tuple[str, ...]
    orders: frozenset[str]
    risks: frozenset[str]
    interventions: frozenset[str]
    endings: frozenset[str]
    outcome: str


STUDIES = (
    Told(
        name="terrorist risk",
        text="""\
Mr T was sentenced to six years for terrorism offences and was released on licence in 2023. He is managed as a
Category 4 case at Level 3.

Counter Terrorism Police, the Probation Service and the prison service met every month. He was electronically
tagged, polygraph tests were carried out and a mentor from the Desistance and Disengagement Programme saw him
each week. His devices were checked without notice. No mental health concerns were found.

Two years on, Mr T remains subject to licence and there has been no further offending.""",
        subject="Mr T",
        categories=(4,),
        levels=(3,),
        agencies=("Counter-Terrorism Policing", "Probation Service", "Prison Service"),
        orders=frozenset({"Electronic tag", "Licence", "Prison sentence"}),
        risks=frozenset({"Terrorism"}),
        interventions=frozenset({"Desistance and Disengagement Programme", "Electronic tag", "Mentoring", "Polygraph"}),
        endings=frozenset({"No reoffending", "Still managed"}),
        outcome="Two years on, Mr T remains subject to licence and there has been no further offending.",
    ),
    Told(
        name="stalking",
        text="""\
This case is about stalking, which is often not seen for what it is.

Mr. B had been convicted of stalking his former partner. He posed a high risk of serious harm to women with
whom he forms a relationship and was fixated on her. He was adopted at MAPPA Level 2 in Category 3.

The police applied for a Stalking Protection Order, and the court granted it. A safety plan was drawn up with
the victim by Women's Aid, and panic alarms were fitted. A restraining order was considered but was not made.

As a result his former partner feels safer, and the risk is now lower.""",
        subject="Mr B",
        categories=(3,),
        levels=(2,),
        agencies=("Police", "Women's Aid"),
        orders=frozenset({"Stalking Protection Order"}),
        risks=frozenset({"Fixation", "Harm to partners", "Stalking"}),
        interventions=frozenset({"Alarm for the victim", "Safety plan for victims", "Stalking Protection Order"}),
        endings=frozenset({"Risk reduced", "Victims protected"}),
        outcome="As a result his former partner feels safer, and the risk is now lower.",
    ),
    Told(
        name="young person",
        text="""\
Liam (not his real name) was 16 when he was given a Youth Rehabilitation Order for a sexual assault. He had no
previous convictions. He was a registered sex offender, did not go to college and had been a victim of
neglect.

The Youth Offending Team, children's services and the police worked together. A YOT worker did offence-focused
work with him, and his parents were supported. He was helped into college.

Liam has not reoffended and is doing well at college.""",
        subject="Liam",
        categories=(1,),
        levels=(),
        agencies=("Youth Offending Team", "Children's social care", "Police"),
        orders=frozenset({"Youth Rehabilitation Order"}),
        risks=frozenset({"Sexual assault"}),
        interventions=frozenset({"Help with work", "Joint work of agencies", "Offence-focused work"}),
        endings=frozenset({"No reoffending", "Progress made"}),
        outcome="Liam has not reoffended and is doing well at college.",
    ),
    Told(
        name="arson",
        text="""\
A 52-year-old woman was convicted of arson after she set fire to her flat. She drank heavily, was isolated and
had nowhere to live.

At Level 2, probation, the fire and rescue service and the local housing authority agreed a plan. Smoke alarms
were fitted and she was found a flat with daily support. She attended alcohol treatment. Deportation was never
in question.

There have been no more fires, and she no longer needs Level 2.""",
        subject=None,
        categories=(),
        levels=(2,),
        agencies=("Probation Service", "Fire and Rescue Service", "Housing authority"),
        orders=frozenset(),
        risks=frozenset({"Accommodation", "Alcohol misuse", "Arson", "Social isolation"}),
        interventions=frozenset({"Housing found", "Package of support", "Smoke alarms and sprinklers"}),
        endings=frozenset({"Left Level 2 or 3", "No reoffending"}),
        outcome="There have been no more fires, and she no longer needs Level 2.",
    ),
    Told(
        name="hospital order",
        text="""\
Service User KL received a hospital order for a serious assault on a neighbour. KL has schizophrenia, and her
mental health became worse when she stopped her medication.

KL was managed under Category 2, first at Level 3 and then at Level 2. The forensic mental health team, the
hospital, the police and adult social care shared information. KL was transferred to a secure hospital and
underwent therapy. Disclosure was made to the staff of her new home.

KL now lives in supported accommodation and has complied with her treatment.""",
        subject="Service User KL",
        categories=(2,),
        levels=(3, 2),
        agencies=("Forensic mental health services", "Police", "Adult social care", "Hospital"),
        orders=frozenset({"Hospital order"}),
        risks=frozenset({"Accommodation", "Assault", "Mental health"}),
        interventions=frozenset(
            {"Disclosure", "Information shared", "Stay in hospital", "Treatment, therapy or counselling"}
        ),
        endings=frozenset({"Complies", "Settled in the community"}),
        outcome="KL now lives in supported accommodation and has complied with her treatment.",
    ),
    Told(
        name="recall",
        text="""\
Offender D was released on licence with a curfew after serving a sentence for robbery. D was
referred to Level 2.

He was to live in Approved Premises, where staff found that he was using drugs. Within days he breached the
curfew. Police and probation acted on the same evening.

D was recalled to prison within two hours, and no further offence was committed.""",
        subject="Offender D",
        categories=(),
        levels=(2,),
        agencies=("Approved Premises", "Police", "Probation Service"),
        orders=frozenset({"Curfew", "Licence", "Recall"}),
        risks=frozenset({"Non-compliance", "Robbery", "Substance misuse"}),
        interventions=frozenset({"Stay in Approved Premises"}),
        endings=frozenset({"No reoffending", "Returned to custody"}),
        outcome="D was recalled to prison within two hours, and no further offence was committed.",
    ),
    Told(
        name="deportation",
        text="""\
Mr F, a foreign national, was serving eight years for rape. He denied the offence and was unsuitable for
Horizon. He was a Category 1 offender and was raised to Level 3 six months before his release.

Home Office Immigration Enforcement, the prison service and probation held regular meetings. A contingency
plan was written in case he was bailed. The victim liaison officer kept the victim informed.

Mr F was deported on the day his sentence ended.""",
        subject="Mr F",
        categories=(1,),
        levels=(3,),
        agencies=(
            "Home Office Immigration Enforcement",
            "Prison Service",
            "Probation Service",
            "Victim Liaison Officer",
        ),
        orders=frozenset(),
        risks=frozenset({"Denial", "Rape"}),
        interventions=frozenset(
            {"Deportation", "Review meetings", "Contingency or release plan", "Contact with the victim"}
        ),
        endings=frozenset({"Left the country"}),
        outcome="Mr F was deported on the day his sentence ended.",
    ),
    Told(
        name="released at the end of the sentence",
        text="""\
Some people leave prison with nobody to supervise them. Category 2 offenders are among them.

P was released at the end of his sentence for domestic abuse, so that there were no statutory powers. He was
managed under Category 3 at Level 2. P was thought to be a danger to children.

The police visited him at home every week, and the housing provider found P a flat. A behaviour agreement was
signed. If P offends, a SHPO could be sought.

A year later P keeps to the agreement. He has been deregistered.""",
        subject="P",
        categories=(3,),
        levels=(2,),
        agencies=("Police", "Housing provider"),
        orders=frozenset(),
        risks=frozenset({"Domestic abuse", "Harm to children", "No statutory powers"}),
        interventions=frozenset({"Behaviour contract", "Home visits", "Housing found"}),
        endings=frozenset({"Left Level 2 or 3"}),
        outcome="A year later P keeps to the agreement. He has been deregistered.",
    ),
)

WEST_YORKSHIRE: dict[str, Any] = {
    "report": "west-yorkshire-2021-22",
    "start_line": 235,
    "end_line": 257,
    "subject": "Mr X",
    "categories": [3],
    "levels": [2],
    "agencies": [
        "Probation",
        "Police",
        "MARAC",
        "Housing provider",
        "Children's services",
        "Prison",
        "Housing authority",
        "Substance misuse services",
        "Mental health services",
        "Victim services",
    ],
    "orders": [
        "Community rehabilitation order",
        "Unpaid work",
        "Alcohol treatment requirement",
        "DVPO",
        "Rehabilitation activity days",
    ],
    "risks": [
        "Domestic abuse",
        "Harassment",
        "Criminal damage",
        "Threatening behaviour",
        "Harm to partners",
        "Harm to children",
        "Harm to staff",
        "Harm to prisoners",
        "Violence",
        "Contact sexual offence",
        "Accommodation",
        "Alcohol",
        "Drug misuse",
        "Mental health",
        "ADHD",
        "Trauma",
        "Non-compliance",
        "Public order offences",
    ],
    "interventions": [
        "Level 2 management",
        "Support of the victim by an IDVA",
        "Contingency plan and victim safety",
        "Police visits",
        "Blocking and monitoring of calls and mail",
        "Protection of the children, supervised contact",
        "Integrated Offender Management with a dedicated police team",
        "MAPPA meetings",
        "Information shared",
        "Order that prohibited contact with the victim",
    ],
}
"""In the fields of the reference; our own careful reading."""
