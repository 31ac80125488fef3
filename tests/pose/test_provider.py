from __future__ import annotations

import pytest

from fitcount.errors import UsageError
from fitcount.pose.provider import PROVIDERS, choose_provider

EVERYTHING = [provider.name for provider in PROVIDERS.values()]


@pytest.mark.parametrize("name", PROVIDERS)
def test_what_is_there_is_used_without_a_word(name: str) -> None:
    assert choose_provider(name, EVERYTHING) == (name, "")


@pytest.mark.parametrize("name", [name for name in PROVIDERS if name != "cpu"])
def test_what_is_not_there_becomes_the_cpu_with_a_note(name: str) -> None:
    available = [other for other in EVERYTHING if other != PROVIDERS[name].name]
    chosen, note = choose_provider(name, available)

    assert chosen == "cpu"
    assert f"no {name}," in note
    assert all(other in note for other in PROVIDERS)
    assert "\n" not in note


@pytest.mark.parametrize("name", ["", "gpu", "CUDA", "CPUExecutionProvider"])
def test_an_unknown_name_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(UsageError) as error:
        choose_provider(name, EVERYTHING)
    assert str(error.value) == f"no provider {name!r}: there are cpu, openvino, coreml, directml, cuda"
