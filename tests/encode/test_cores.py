import pytest

from irises.encode.cores import on_all_cores, usable_cores


def test_results_come_in_the_order_of_the_items() -> None:
    """However many threads work, each result stands where its item stood."""
    assert on_all_cores(lambda number: number * number, range(100)) == [number * number for number in range(100)]


def test_no_items_are_no_work() -> None:
    """An empty story has no blocks."""
    assert on_all_cores(str, []) == []


def test_what_goes_wrong_is_told() -> None:
    """An error in one block reaches the caller."""
    with pytest.raises(ZeroDivisionError):
        on_all_cores(lambda number: 1 // number, [1, 0, 1])


def test_there_is_a_core() -> None:
    """This process runs somewhere."""
    assert usable_cores() >= 1


def test_as_many_as_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment may say how many; what is no number above 0 says nothing."""
    monkeypatch.delenv("IRISES_CORES", raising=False)
    all_of_them = usable_cores()
    for said, used in (("1", 1), ("3", 3), ("0", all_of_them), ("many", all_of_them), ("", all_of_them)):
        monkeypatch.setenv("IRISES_CORES", said)
        assert usable_cores() == used
