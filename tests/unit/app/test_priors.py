"""Which earlier study is found, and when none is, with the reason."""

from dataclasses import replace

import pytest

from cxrviewer.app.priors import find_prior
from cxrviewer.domain.errors import UsageError
from cxrviewer.domain.study import LATERAL_WARNING, Instance, Patient
from tests.data.workplace import make_instance

PERSON = Patient("P1", "Muster^Maria", "19700101", "F", "Hospital")


def study(name: str, date: str, *, person: Patient = PERSON, key: str = "") -> Instance:
    plain = make_instance(name, study=key)
    whole = replace(plain.study, patient=person, date=date)
    return replace(plain, series=replace(plain.series, study=whole))


NOW = study("now", "20240131")


def why(*others: Instance, current: Instance = NOW) -> str:
    with pytest.raises(UsageError) as caught:
        find_prior(current, [current, *others])
    return caught.value.cause


def test_that_the_latest_of_the_earlier_studies_is_found() -> None:
    first, second = study("a", "20200101"), study("b", "20230101")
    assert find_prior(NOW, [first, NOW, second, study("c", "20250101")]) is second


def test_that_a_study_of_the_same_day_is_earlier_by_its_time() -> None:
    morning = replace(NOW.study, time="080000", key="m", uid="m")
    evening = replace(NOW.study, time="180000", key="e", uid="e")
    one, other = (replace(NOW, series=replace(NOW.series, study=s)) for s in (morning, evening))
    assert find_prior(other, [one, other]) is one


def test_that_the_same_name_alone_makes_no_patient() -> None:
    assert "No earlier" in why(study("a", "20200101", person=replace(PERSON, patient_id="P2")))
    nameless = replace(NOW.study, patient=replace(PERSON, patient_id=""))
    current = replace(NOW, series=replace(NOW.series, study=nameless))
    assert "no Patient ID" in why(study("a", "20200101"), current=current)


def test_that_the_same_number_of_another_issuer_is_another_patient() -> None:
    assert "No earlier" in why(study("a", "20200101", person=replace(PERSON, issuer="Elsewhere")))


def test_that_an_issuer_left_out_is_accepted_with_the_same_birth_date_only() -> None:
    silent = replace(PERSON, issuer="")
    prior = study("a", "20200101", person=silent)
    assert find_prior(NOW, [prior]) is prior
    assert "issued" in why(study("a", "20200101", person=replace(silent, birth_date="")))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"birth_date": "19710101"}, "Birth Date"),
        ({"sex": "M"}, "Sex"),
        ({"name": "Other^Anna", "birth_date": ""}, "Name"),
    ],
)
def test_that_a_contradiction_is_refused_with_the_reason(change: dict[str, str], word: str) -> None:
    other = replace(PERSON, **change)
    assert word in why(study("a", "20200101", person=other))


def test_that_a_contradiction_in_another_picture_of_the_study_counts() -> None:
    prior = study("a", "20200101", key="S")
    beside = study("b", "20200101", key="S", person=replace(PERSON, sex="M"))
    assert "Sex" in why(prior, beside)


def test_that_a_new_name_is_accepted_with_the_same_birth_date() -> None:
    prior = study("a", "20200101", person=replace(PERSON, name="Maiden^Maria"))
    assert find_prior(NOW, [prior]) is prior


@pytest.mark.parametrize(
    "more",
    [
        {"view_position": "LL"},
        {"warnings": (LATERAL_WARNING,)},
        {"analysis_refusal": "This is a knee."},
    ],
)
def test_that_what_is_not_frontal_is_no_prior(more: dict[str, object]) -> None:
    other = replace(study("a", "20200101"), **more)  # type: ignore[arg-type]
    assert "No earlier" in why(other)


def test_that_a_lateral_view_has_no_prior() -> None:
    lateral = replace(NOW, view_position="LL")
    assert "frontal" in why(study("a", "20200101"), current=lateral)


def test_that_undated_studies_are_not_ordered() -> None:
    assert "No earlier" in why(study("a", ""))
    assert "no date" in why(study("a", "20200101"), current=study("now", ""))
