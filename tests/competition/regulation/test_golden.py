"""The published arithmetic of the two real evaluations, with teams called A, B, C, D."""

from decimal import Decimal as D

from competition import regulation
from tests.competition.regulation.cast import book, document, sha, tally

TEAMS = "ABCD"
INDEX = {"A": "47.4", "B": "37.4", "C": "35.0", "D": "31.0"}


def stage(name, keep):
    """An example cut down to one part, so that its arithmetic stands alone."""
    said = document(name)
    said["parts"] = [p for p in said["parts"] if p["id"] == keep[0]]
    said["parts"][0]["criteria"] = [c for c in said["parts"][0]["criteria"] if c["id"] == keep[1]]
    points = said["parts"][0]["criteria"][0]["points"]
    said["points"] = said["parts"][0]["points"] = points
    said["gates"], said["conditions"] = [], ["evaluated"]
    said["cut"] |= {"among": "all", "ties": {"order": [], "end": "hold"}}
    return book(said)


def start(rules, **rows):
    entries = [{"code": c, "handed_in": True} for c in TEAMS]
    said = {"schema": "simsa-tally-inputs/1", "rulebook": regulation.digest(rules)}
    return said | {"conditions": ["evaluated"], "entries": entries} | rows


def ratings(criterion, sums, members):
    """Ratings 1 to 5 of so many members that add up to the sums."""
    rows = []
    for code, total in sums.items():
        low, more = divmod(total, members)
        for n in range(members):
            rating, rater = str(low + (n < more)), f"P{n}"
            row = {"entry": code, "criterion": criterion, "rater": rater, "rating": rating}
            rows.append(row | {"digest": sha(code, n)})
    return rows


def test_the_outside_index_of_stage_two():
    rules = stage("stage-2", ("benchmark", "aaii"))
    metrics = rules.criterion("aaii").producer.metrics
    rows = [
        {"entry": c, "criterion": "aaii", "metric": m.id, "raw": raw, "digest": sha(c, m.id)}
        for c, raw in INDEX.items()
        for m in metrics
    ]

    result = tally(rules, start(rules, measurements=rows))

    points = {s.entry: s.criteria["aaii"] for s in result.standings}
    assert points == {"A": D("11.9"), "B": D("9.4"), "C": D("8.8"), "D": D("7.8")}
    assert result.means["aaii"] == D("9.48")
    assert result.tops["aaii"] == D("11.9")
    assert result.figures["A/criterion/aaii"].exact == D("11.85")
    assert result.figures["mean/criterion/aaii"].exact == D("9.475")
    assert result.figures["A/criterion/aaii"].expression == "47.4 × 25 ÷ 100"


def test_the_order_of_rounding_is_a_rule_and_changes_the_mean():
    said = document("stage-2")
    said["rounding"] |= {"mean_of": "exact"}
    exact = regulation.parse(regulation.canonical(book(said)))
    assert [d.number for d in regulation.diff(regulation.examples.load("stage-2"), exact)] == [
        "11(6)"
    ]


def test_the_top_team_gets_full_marks_in_stage_one_and_five_points_are_the_scale_in_stage_two():
    """The same ratings, 4.0, 3.2, 3.0 and 2.8 on average, under both formulas."""
    sums = {"A": 160, "B": 128, "C": 120, "D": 112}
    first = stage("stage-1", ("users", "expert_users"))
    second = stage("stage-2", ("users", "expert_users"))
    rows = {"ratings": ratings("expert_users", sums, 40)}

    top = {s.entry: s.total for s in tally(first, start(first, **rows)).standings}
    five = {s.entry: s.total for s in tally(second, start(second, **rows)).standings}

    assert top == {"A": D("25.0"), "B": D("20.0"), "C": D("18.8"), "D": D("17.5")}
    assert five == {"A": D("12.0"), "B": D("9.6"), "C": D("9.0"), "D": D("8.4")}


def test_part_means_add_up_to_the_mean_of_the_totals():
    """30.4 + 28.56 + 20.76 = 79.72, as in January 2026: nothing is rounded twice."""
    means = [D("30.4"), D("28.56"), D("20.76")]

    assert sum(means) == D("79.72")
    said = start(rules := stage("stage-2", ("users", "citizens")))
    said["ratings"] = ratings("citizens", {"A": 600, "B": 550, "C": 500, "D": 450}, 150)
    result = tally(rules, said)
    assert result.means["total"] == result.means["users"] == result.means["citizens"]


def test_a_declared_target_caps_the_ratio_at_one():
    rules = stage("stage-1", ("benchmark", "individual"))
    rows = [
        {
            "entry": c,
            "criterion": "individual",
            "metric": f"own-{n}",
            "run": run,
            "raw": raw,
            "target": "80",
            "digest": sha(c, n, run),
        }
        for c, raws in {
            "A": ("88", "80"),
            "B": ("60", "80"),
            "C": ("40", "40"),
            "D": ("0", "8"),
        }.items()
        for n, raw in enumerate(raws)
        for run in range(1, 6)
    ]

    result = tally(rules, start(rules, measurements=rows))

    totals = {s.entry: s.total for s in result.standings}
    assert totals == {"A": D("10.0"), "B": D("8.8"), "C": D("5.0"), "D": D("0.5")}


def test_an_evaluator_is_dropped_at_each_end_and_the_rest_averaged():
    rules = stage("stage-2", ("experts", "expert_sheet"))
    lines = rules.criterion("expert_sheet").leaves()
    rows = []
    for n, less in enumerate([0, 1, 1, 2, 2, 3, 3, 4, 5, 14]):
        scores = {line.id: f"{line.points:f}" for line in lines}
        for line in lines[:less]:
            scores[line.id] = f"{line.points - D('0.5'):f}"
        row = {"entry": "A", "evaluator": f"V{n}", "scores": scores, "digest": sha(n)}
        rows += [row | {"entry": c, "digest": sha(c, n)} for c in TEAMS]

    result = tally(rules, start(rules, sheets=rows))

    # 35 less half points of (1+1+2+2+3+3+4+5) over eight sheets: 35 - 21/16 = 33.6875
    assert result.figures["A/raw/expert_sheet"].value == D("33.6875")
    assert result.standing("A").total == D("33.7")
