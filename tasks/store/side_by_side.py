"""Many small reads or writes of a storage, as many at once as are worth it there."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from tasks.store.storage import Storage

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


def side_by_side(storage: Storage, act: Callable[[ItemT], ResultT], items: Iterable[ItemT]) -> Iterator[ResultT]:
    """What `act` gives for each item, in their order; on a disk one after the other, as they are asked for."""
    if storage.readers == 1:
        yield from map(act, items)
        return
    with ThreadPoolExecutor(storage.readers) as pool:
        try:
            yield from pool.map(act, items)
        finally:
            pool.shutdown(cancel_futures=True)


def do_all(storage: Storage, act: Callable[[ItemT], object], items: Iterable[ItemT]) -> None:
    """Does `act` for every item."""
    for _ in side_by_side(storage, act, items):
        pass
