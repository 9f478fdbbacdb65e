"""Questions: cells of which a person has to say what they mean, and conflicts to settle."""

from django.utils.text import Truncator

SHOWN = 25  # questions on a page; the others come after the next look
CANDIDATES = 12
LONGEST = 300  # characters of a value that a page shows
NEW = "new"
SIDES = ("yours", "theirs")


def asked(plan):
    """The questions of a plan, numbered."""
    found = []
    for number, question in enumerate(plan.read("questions")[:SHOWN]):
        short = {
            name: Truncator(question[name]).chars(LONGEST)
            for name in ("value", "yours", "theirs", "base")
            if name in question
        }
        candidates = question.get("candidates", [])[:CANDIDATES]
        found.append({**question, **short, "number": number, "candidates": candidates})
    return found


def answers_in(data, plan):
    """What a form answers, in the shape that the command line's --answers takes."""
    questions = plan.read("questions")
    found = []
    for number, question in enumerate(questions[:SHOWN]):
        answer = data.get(f"answer-{number}", "")
        if question["kind"] == "which":
            found += which(question, answer, is_for_all=f"same-{number}" in data)
        elif answer in SIDES:
            cell = {"sheet": question["sheet"], "column": question["column"]}
            found.append({**cell, "row": question["rows"][0], "keep": answer})
    return [*found, *of_all_conflicts(data.get("conflicts", ""), questions)]


def which(question, answer, *, is_for_all):
    if answer not in {NEW, *(each["slug"] for each in question["candidates"])}:
        return []
    cell = {name: question[name] for name in ("sheet", "column", "value")}
    if not is_for_all and question["count"] > 1:
        cell["row"] = question["rows"][0]
    return [{**cell, "slug": answer}]


def of_all_conflicts(side, questions):
    """One answer for each column in which both sides changed something."""
    if side not in SIDES:
        return []
    columns = {(each["sheet"], each["column"]) for each in questions if each["kind"] == "whose"}
    return [{"sheet": sheet, "column": column, "keep": side} for sheet, column in sorted(columns)]


def left_open(plan):
    """What is asked, as the report of the command line has it: a person fills in slug or keep."""
    found: dict = {"ambiguities": [], "conflicts": []}
    for each in plan.read("questions"):
        if each["kind"] == "which":
            names = ("sheet", "column", "value", "candidates")
            found["ambiguities"].append({name: each[name] for name in names} | {"slug": None})
        else:
            names = ("sheet", "column", "yours", "theirs", "base")
            cell = {name: each[name] for name in names}
            found["conflicts"].append(cell | {"row": each["rows"][0], "keep": None})
    return found
