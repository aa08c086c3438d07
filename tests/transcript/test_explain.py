"""The explanation of a line's place, and of an opening without a turn: every rule asked, and what was lacking."""

from __future__ import annotations

from briefings.transcript.explain import explain
from tests.support.reading import paragraphs, transcript

_TALK = ("Speakers:", "Ms. Ilse Maren, minister of quays;", "Date:", "May 1, 2026", "Ilse Maren:", "Good day.")


def told(*texts: str) -> list[str]:
    return list(explain(transcript(paragraphs(*_TALK, *texts))))


def under(lines: list[str], text: str) -> list[str]:
    """Return the lines below the one that prints a text."""
    at = next(index for index, line in enumerate(lines) if line.endswith(f"\t{text}"))
    following = (index for index in range(at + 1, len(lines)) if not lines[index].startswith("\t"))
    return [line.strip() for line in lines[at + 1 : next(following, len(lines))]]


def test_an_opening_that_no_rule_believes_names_each_that_was_asked_and_what_was_missing() -> None:
    (why,) = under(told("Port Ellery:", "Two wells were closed."), "Port Ellery:")
    assert why.startswith("'Port Ellery' is no label: ")
    missed = dict(part.split(": ", 1) for part in why.partition("no label: ")[2].split("; "))
    assert missed["roster"] == "names nobody known"
    assert missed["title"] == "no title"
    assert missed["recurring"] == "stands once"
    assert missed["style"] == "asks nothing, follows no question, says no I or you"
    assert "mark" not in missed, "the rule is asked of marks only"


def test_an_opening_whose_spelling_speaks_against_it_says_so() -> None:
    (why,) = under(told("First thing: we wait."), "First thing: we wait.")
    assert why == "'First thing' is no label: it begins as a sentence or a list does, with 'First'"


def test_a_form_that_counts_in_company_only_says_that_it_is_alone() -> None:
    (why,) = under(told("QWill was there, they say."), "QWill was there, they say.")
    assert why == "'Q' is no label: too few like it on the page"


def test_speech_that_looks_like_no_label_is_not_explained() -> None:
    assert under(told("We wait for the ferry."), "We wait for the ferry.") == []


def test_a_label_says_who_it_is_and_on_what_evidence() -> None:
    assert under(told("Q: When?"), "Ilse Maren:") == ["'Ilse Maren' is Ilse Maren: header"]


def test_a_label_that_names_nobody_says_so() -> None:
    assert under(told("Q: When?", "MS. VOSS: Soon."), "MS. VOSS:") == ["'MS. VOSS' names nobody"]


def test_two_people_who_fit_are_told() -> None:
    header = ("Speakers:", "Ms. Ilse Maren, minister;", "Ms. Odette Maren, director.", "Date:", "May 1, 2026")
    both = list(explain(transcript(paragraphs(*header, "MS. MAREN: Soon.", "Q: When?", "MS. MAREN: Now."))))
    (why, _) = [line for line in both if line.startswith("\t'MS. MAREN'")]
    assert why.endswith("names nobody: two people fit")


def test_a_group_of_openings_says_what_speaks_for_and_against_it() -> None:
    asked = [text for n in range(3) for text in (f"P.- Why are {n} wells closed?", f"Portavoz.- We mend {n} of them.")]
    listed = ["Sorel.- ten boats", "Maren.- nine boats", "Voss.- eight boats", "Osk.- no boats"]
    (told_of,) = [line for line in explain(transcript(paragraphs(*asked))) if line.startswith("group\tsign .-\t")]
    assert told_of == "group\tsign .-\t6 openings\tbelieved: they answer what asks"
    lines = list(explain(transcript(paragraphs(*listed))))
    assert "group\tsign .-\t4 openings\tnot believed: the same words do not take turns" in lines
    (why,) = [line for line in lines if line.startswith("\t'Sorel' is no label")]
    assert "; group colon: those printed like it are not believed; " in why
