from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter, datasets

from xlcrm.errors import FormulaError
from xlcrm.metrics.survival import ended_by, first_at_or_below, kaplan_meier, survived

AS_OF = date(2026, 1, 1)
ENDED_6MP = [6, 6, 6, 7, 10, 13, 16, 22, 23]
CENSORED_6MP = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]


def curve_of(ended, censored):
    durations = np.array([*ended, *censored], dtype=np.int64)
    return kaplan_meier(durations, np.arange(durations.size) < len(ended))


@pytest.mark.outside("SURVIVAL", "RETENTION_CURVE", "CONVERTED_WITHIN")
def test_the_6mp_trial_of_freireich():
    curve = curve_of(ENDED_6MP, CENSORED_6MP)
    published = {6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482}
    assert {t: curve.at(t)[0] for t in published} == pytest.approx(published, abs=1e-4)
    assert curve.at(6)[1:] == pytest.approx((0.6197, 0.9516), abs=1e-4)
    assert first_at_or_below(curve.times, curve.share, 0.5) == 23
    assert (curve.n, curve.longest, curve.risk_at(10)) == (21, 35, 15)


@pytest.mark.parametrize(
    ("name", "duration", "event"),
    [
        ("load_waltons", "T", "E"),
        ("load_rossi", "week", "arrest"),
        ("load_kidney_transplant", "time", "death"),
        ("load_gbsg2", "time", "cens"),
        ("load_lung", "time", "status"),
        ("load_leukemia", "t", "status"),
        ("load_canadian_senators", "diff_days", "observed"),
    ],
)
def test_as_lifelines_computes_it(name, duration, event):
    rows = getattr(datasets, name)().dropna(subset=[duration, event])
    times = rows[duration].to_numpy().astype(np.int64)
    ended = rows[event].to_numpy().astype(bool)
    theirs = KaplanMeierFitter().fit(times, ended)
    ours = kaplan_meier(times, ended)
    expected = pd.concat([theirs.survival_function_, theirs.confidence_interval_], axis=1)
    expected = expected.loc[ours.times].to_numpy()
    got = np.column_stack([ours.share, ours.low, ours.high])
    np.testing.assert_allclose(got, expected, atol=1e-9, rtol=0)
    half = first_at_or_below(ours.times, ours.share, 0.5)
    assert (float("inf") if half is None else half) == theirs.median_survival_time_


def test_the_median_of_waltons_is_56():
    rows = datasets.load_waltons()
    curve = kaplan_meier(rows["T"].to_numpy().astype(np.int64), rows["E"].to_numpy() == 1)
    assert first_at_or_below(curve.times, curve.share, 0.5) == 56


def test_exactly_one_half_counts_as_half():
    """Twelve of 24, one a day: the product of fractions comes out as 0.5000000000000001."""
    curve = curve_of(range(1, 13), [24] * 12)
    assert first_at_or_below(curve.times, curve.share, 0.5) == 12


@settings(deadline=None)
@given(
    spans=st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=30),
    days=st.integers(0, 45),
)
def test_bounds_and_the_naive_product(spans, days, naive):
    durations, ended = (np.array(column) for column in zip(*spans, strict=True))
    curve = kaplan_meier(durations, ended)
    share, low, high = curve.at(days)
    assert share == pytest.approx(naive.kaplan_meier(spans, days), abs=1e-12)
    assert 0 <= low <= share <= high <= 1
    assert (np.diff(curve.share) <= 0).all()
    assert curve.risk_at(days) == sum(duration >= days for duration, _ in spans)


def test_beyond_the_longest_duration_nothing_is_said():
    curve = curve_of([5], [9])
    figure = survived(curve, 10, AS_OF, "figure.no_customers")
    assert figure.value is None
    assert figure.note == "figure.beyond_follow_up"
    assert dict(figure.note_parameters) == {"days": 10, "longest": 9}
    assert survived(curve, 9, AS_OF, "figure.no_customers").value == 0.5


def test_what_ended_mirrors_what_survived():
    curve = curve_of(ENDED_6MP, CENSORED_6MP)
    there, gone = (each(curve, 10, AS_OF, "") for each in (survived, ended_by))
    assert (gone.value, gone.low, gone.high) == pytest.approx(
        (1 - there.value, 1 - there.high, 1 - there.low)
    )
    assert gone.n == 21


def test_no_case_and_a_negative_day():
    empty = kaplan_meier(np.array([], dtype=np.int64), np.array([], dtype=bool))
    assert (empty.n, empty.longest) == (0, None)
    assert ended_by(empty, 3, AS_OF, "figure.no_leads").note == "figure.no_leads"
    with pytest.raises(FormulaError, match="negative"):
        survived(empty, -1, AS_OF, "")
