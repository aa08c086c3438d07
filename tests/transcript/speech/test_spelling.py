from briefings.transcript.speech.spelling import likely_misspellings


def test_a_rare_label_that_is_nearly_a_frequent_one_is_named_with_it() -> None:
    labels = ["MR. EARNOLD", "Q"] * 6 + ["MR. EARNLOD", "Q"]
    assert list(likely_misspellings(labels)) == [
        "label 'MR. EARNLOD' may be a misspelling of 'MR. EARNOLD'; both are kept as printed"
    ]


def test_other_names_other_honorifics_and_two_frequent_labels_are_no_misspellings() -> None:
    assert not list(likely_misspellings(["MR. KESTREL"] * 6 + ["MR. TORVAY", "MS. KESTREL", None]))
    assert not list(likely_misspellings(["MR. HALDEN"] * 6 + ["MR. HALDER"] * 6))
