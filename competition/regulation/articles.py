"""The fixed numbers of the clauses. Every rulebook has the same; a rule not used says so.

``15`` is an article, ``15(3)`` a paragraph, ``11(2)4`` an item of a paragraph. Letters, audit
lines and refusals cite these numbers, so a number never changes its meaning.
"""

ELIGIBLE, HISTORY, NOT_ELIGIBLE, LATE_ENTRANT = "3(1)", "3(2)", "3(3)", "3(4)"
CLOCK, WINDOWS, OWN_CALENDAR, SAME_FOR_ALL = "4(1)", "4(2)", "4(3)", "4(4)"
PACKAGE, CONTENT, BILL = "5(1)", "5(2)", "5(3)"
LAST_COMMIT, TOO_LATE, SEAL, WITHDRAWAL = "6(1)", "6(2)", "6(3)", "6(4)"
NO_HAND_IN, UNREADABLE, EXCLUDED = "6(5)", "6(6)", "6(7)"
PARTS, CRITERIA = "7(1)", "7(2)"
BENCHMARKS, LIST_FROZEN, RUNS, NO_MEASUREMENT = "8(1)", "8(2)", "8(3)", "8(4)"
COMMITTEE, PLEDGE, FORM, COMMENTS = "9(1)", "9(2)", "9(3)", "9(4)"
SEALED_ONCE, VOIDED, UNSEALED, BLIND = "9(5)", "9(6)", "9(7)", "9(8)"
PANELS, PANEL_SCALE, PANEL_GUARDS = "10(1)", "10(2)", "10(3)"
CHAIN, FORMULA, AGGREGATION, VALID = "11(1)", "11(2)", "11(3)", "11(4)"
ROUNDING, MEANS = "11(5)", "11(6)"
NO_POINTS, STANDARDS, ADVERSE, REPLY = "12(1)", "12(2)", "12(3)", "12(4)"
RULING, GATE_PASSED = "12(5)", "12(6)"
CONDITIONS, SEALED_ROWS, TOO_FEW_ANSWERS = "13(1)", "13(2)", "13(3)"
TOTAL, RANK, STILL_EQUAL = "14(1)", "14(2)", "14(3)"
GATE_FAILED, RANKED, ADVANCED, ELIMINATED = "15(1)", "15(2)", "15(3)", "15(4)"
MINIMUM_TOTAL, AWARDS = "15(5)", "15(6)"
TOO_FEW, NONE, SOLE, MAJORITY = "16(1)", "16(2)", "16(3)", "16(4)"
PROPOSED, SECOND_PERSON, AT_ONCE, NOBODY_EARLIER = "17(1)", "17(2)", "17(3)", "17(4)"
CLOSED_BY_DEFAULT, DISCLOSED = "18(1)", "18(2)"
OBJECTION, ANSWER, EXTENSION, OBJECTIONS_PANEL, APPEAL = "19(1)", "19(2)", "19(3)", "19(4)", "19(5)"
CONFIRMED, BENEFITS = "20(1)", "20(2)"
NOTICE, CONSENT, NEVER_CHANGED, EXTENDED_FOR_ALL = "21(1)", "21(2)", "21(3)", "21(4)"


def item(number: str, place: int) -> str:
    """The n-th item of a paragraph: ``item("11(2)", 4)`` is ``11(2)4``."""
    return f"{number}{place}"
