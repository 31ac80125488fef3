"""How often something is drawn."""

import pytest

from fitcount.views.terminal.rate import Rate


@pytest.mark.parametrize(("takes_s", "times"), [(0.0, 10), (0.01, 10), (0.1, 2), (0.5, 1)])
def test_what_takes_long_is_done_less_often(takes_s: float, times: int) -> None:
    now_s, done = 0.0, 0
    rate = Rate(0.1, 0.2, lambda: now_s)
    while now_s < 0.999:
        if rate.is_due:
            done += 1
            with rate.spending():
                now_s += takes_s
        now_s += 0.001
    assert done == pytest.approx(times, abs=1)
