"""Id sets: which of hundreds of thousands of rows, in a few bytes each.

The ids of an import lie in rows, and a set of Python numbers takes a hundred bytes for each.
"""

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from typing import Self

SIZE = 1024  # ids in one block


class IdSet(Collection[int]):
    """A set of ids, one bit each where they lie together; gone through in their order."""

    def __init__(self, ids: Iterable[int] = ()) -> None:
        self.blocks: dict[int, int] = {}  # number of the block → its bits, never none
        self.update(ids)

    def __contains__(self, pk: object) -> bool:
        if not isinstance(pk, int):
            return False
        return bool(self.blocks.get(pk // SIZE, 0) >> pk % SIZE & 1)

    def __iter__(self) -> Iterator[int]:
        for block in sorted(self.blocks):
            first, bits = block * SIZE, self.blocks[block]
            while bits:
                lowest = bits & -bits
                yield first + lowest.bit_length() - 1
                bits ^= lowest

    def __len__(self) -> int:
        return sum(bits.bit_count() for bits in self.blocks.values())

    def __bool__(self) -> bool:
        return bool(self.blocks)

    def __repr__(self) -> str:
        return f"IdSet({list(self)})"

    def add(self, pk: int) -> None:
        block = pk // SIZE
        self.blocks[block] = self.blocks.get(block, 0) | 1 << pk % SIZE

    def discard(self, pk: int) -> None:
        block = pk // SIZE
        left = self.blocks.get(block, 0) & ~(1 << pk % SIZE)
        if left:
            self.blocks[block] = left
        else:
            self.blocks.pop(block, None)

    def update(self, ids: Iterable[int]) -> None:
        """Add all of these."""
        if isinstance(ids, IdSet):
            for block, bits in ids.blocks.items():
                self.blocks[block] = self.blocks.get(block, 0) | bits
        else:
            for pk in ids:
                self.add(pk)

    def __or__(self, ids: Iterable[int]) -> "IdSet":
        found = IdSet(self)
        found.update(ids)
        return found

    def __sub__(self, ids: "IdSet") -> "IdSet":
        found = IdSet()
        for block, bits in self.blocks.items():
            if left := bits & ~ids.blocks.get(block, 0):
                found.blocks[block] = left
        return found

    def __ior__(self, ids: Iterable[int]) -> Self:
        self.update(ids)
        return self


class IdNumbers:
    """A number from 1 for each of many ids, four bytes each where the ids lie together."""

    def __init__(self) -> None:
        self.blocks: dict[int, array[int]] = {}

    def get(self, pk: int) -> int | None:
        """The number of an id, if it has one."""
        block = self.blocks.get(pk // SIZE)
        return (block[pk % SIZE] or None) if block else None

    def setdefault(self, pk: int, number: int) -> None:
        """Give an id this number, if it has none."""
        block = self.blocks.get(pk // SIZE)
        if block is None:
            block = self.blocks[pk // SIZE] = array("l", bytes(SIZE * array("l").itemsize))
        if not block[pk % SIZE]:
            block[pk % SIZE] = number


class Words:
    """Which of many words were added, eight bytes each: what is not there is told for certain,
    and of what is said to be there one word in billions is not."""

    def __init__(self) -> None:
        self.hashes = array("q")
        self.is_sorted = True

    def add(self, word: str) -> None:
        self.hashes.append(hash(word))
        self.is_sorted = False

    def __contains__(self, word: object) -> bool:
        if not self.is_sorted:
            self.hashes, self.is_sorted = array("q", sorted(self.hashes)), True
        place = bisect_left(self.hashes, hash(word))
        return place < len(self.hashes) and self.hashes[place] == hash(word)
